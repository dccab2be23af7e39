//! Query parameters, each with a sentence for what is wrong with it.

use std::collections::HashMap;

use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use webchat_protocol::{ErrorCode, Problem};

/// What a handler takes in: the parameters, or why they could not be read.
pub(crate) type Parameters = Result<Query<HashMap<String, String>>, QueryRejection>;

/// The parameters of one request.
pub(crate) struct Values(HashMap<String, String>);

impl Values {
    pub(crate) fn read(parameters: Parameters) -> Result<Self, Problem> {
        match parameters {
            Ok(Query(values)) => Ok(Self(values)),
            Err(_) => Err(bad("The query could not be read: it is not name=value&name=value.")),
        }
    }

    /// A parameter of a type that says itself what is wrong. Empty is the same as left out.
    pub(crate) fn get<T>(&self, name: &str) -> Result<Option<T>, Problem>
    where
        T: TryFrom<String>,
        T::Error: std::fmt::Display,
    {
        match self.0.get(name).filter(|value| !value.is_empty()) {
            Some(value) => {
                T::try_from(value.clone()).map(Some).map_err(|error| bad(&format!("\"{name}\": {error}.")))
            }
            None => Ok(None),
        }
    }

    /// A parameter that must be there.
    pub(crate) fn need<T>(&self, name: &str) -> Result<T, Problem>
    where
        T: TryFrom<String>,
        T::Error: std::fmt::Display,
    {
        self.get(name)?.ok_or_else(|| bad(&format!("The query parameter \"{name}\" is missing.")))
    }

    /// A whole number from 0 on. Empty is the same as left out.
    pub(crate) fn number(&self, name: &str) -> Result<Option<u64>, Problem> {
        let Some(value) = self.0.get(name).filter(|value| !value.is_empty()) else { return Ok(None) };
        value.parse().map(Some).map_err(|_| bad(&format!("\"{name}\" must be a whole number from 0 on.")))
    }

    /// How many are asked for: from 1 on.
    pub(crate) fn limit(&self) -> Result<Option<usize>, Problem> {
        match self.number("limit")? {
            Some(0) => Err(bad("\"limit\" must be at least 1.")),
            Some(limit) => Ok(Some(usize::try_from(limit).unwrap_or(usize::MAX))),
            None => Ok(None),
        }
    }
}

fn bad(sentence: &str) -> Problem {
    Problem::new(ErrorCode::BadField, sentence)
}
