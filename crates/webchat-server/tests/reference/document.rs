//! A served document, and what it has to say about an answer.

use std::cell::RefCell;
use std::collections::HashMap;

use jsonschema::Validator;
use reqwest::header::CONTENT_TYPE;
use serde_json::{Value, json};
use webchat_testkit::TestServer;

use crate::request::Answer;

pub struct Document {
    pub says: Value,
    /// Made once for each schema: that takes longer than asking.
    validators: RefCell<HashMap<String, Validator>>,
}

/// One method of one path.
pub struct Operation {
    pub method: String,
    pub path: String,
    pub says: Value,
}

impl Document {
    pub async fn openapi(server: &TestServer) -> Self {
        Self::of(server.rest().get("/api/openapi.json").await.1)
    }

    pub async fn asyncapi(server: &TestServer) -> Self {
        Self::of(server.rest().get("/api/asyncapi.json").await.1)
    }

    fn of(says: Value) -> Self {
        Self { says, validators: RefCell::default() }
    }

    pub fn operations(&self) -> Vec<Operation> {
        let mut all = Vec::new();
        for (path, methods) in self.says["paths"].as_object().unwrap() {
            for (method, says) in methods.as_object().unwrap() {
                all.push(Operation { method: method.to_uppercase(), path: path.clone(), says: says.clone() });
            }
        }
        all
    }

    /// What is wrong with a value by a schema of this document.
    pub fn complaint(&self, schema: &Value, value: &Value) -> Option<String> {
        let mut validators = self.validators.borrow_mut();
        let validator = validators.entry(schema.to_string()).or_insert_with(|| {
            // References lead to the components of the document, so the schema stands beside them.
            let whole = json!({ "allOf": [schema], "components": self.says["components"] });
            jsonschema::options().should_validate_formats(true).build(&whole).unwrap()
        });
        validator.iter_errors(value).next().map(|error| format!("{error} at {}", error.instance_path()))
    }

    /// Fails unless the document has this answer of this operation: its status, its type, its headers, its body.
    pub fn check(&self, operation: &Operation, asked: &str, answer: &Answer) {
        let told = format!("{} answered {} {}", asked, answer.status, answer.text);
        let described = &operation.says["responses"][answer.status.to_string()];
        assert!(!described.is_null(), "not in the document: {told}");
        let described = self.resolved(described);
        let retry = &described["headers"]["Retry-After"];
        let seconds =
            answer.headers.get("retry-after").map(|value| value.to_str().unwrap().parse::<u64>().unwrap());
        assert!(
            seconds.is_none_or(|seconds| seconds > 0) && (seconds.is_none() || !retry.is_null()),
            "{told}"
        );
        assert!(seconds.is_some() || retry["required"] != true, "no Retry-After: {told}");
        let kind = answer.headers[CONTENT_TYPE].to_str().unwrap().split(';').next().unwrap();
        let content = &described["content"][kind];
        assert!(!content.is_null(), "another content type, {kind}: {told}");
        let body = if kind == "application/json" { answer.json() } else { answer.text.clone().into() };
        if let Some(complaint) = self.complaint(&content["schema"], &body) {
            panic!("{complaint}: {told}");
        }
    }

    /// What a reference leads to.
    pub fn resolved<'a>(&'a self, value: &'a Value) -> &'a Value {
        value["$ref"].as_str().map_or(value, |path| self.says.pointer(&path[1..]).unwrap())
    }
}

impl Operation {
    pub fn id(&self) -> &str {
        self.says["operationId"].as_str().unwrap()
    }

    /// Whether it is for those who have accounts, or how they come to have one.
    pub fn is_about_accounts(&self) -> bool {
        ["Who somebody is", "Administration"].contains(&self.says["tags"][0].as_str().unwrap())
    }

    /// Whether it is there on servers without accounts.
    pub fn is_everywhere(&self) -> bool {
        !self.is_about_accounts() || ["getSession", "deleteSession"].contains(&self.id())
    }

    pub fn statuses(&self) -> Vec<u16> {
        let responses = self.says["responses"].as_object().unwrap();
        responses.keys().map(|status| status.parse().unwrap()).collect()
    }

    pub fn parameters(&self) -> impl Iterator<Item = &Value> {
        self.says["parameters"].as_array().unwrap().iter()
    }

    /// The examples of its body; nothing at all if it has none.
    pub fn bodies(&self) -> Vec<&Value> {
        let examples = &self.says["requestBody"]["content"]["application/json"]["examples"];
        examples.as_object().into_iter().flatten().map(|(_, example)| &example["value"]).collect()
    }
}
