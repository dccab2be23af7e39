//! A request of each route, for a shell and for a browser.

use serde_json::{Value, json};

/// Where a server listens unless it is told otherwise.
const SERVER: &str = "http://127.0.0.1:3000";

/// The request that a route's examples make.
pub(super) struct Sample<'a> {
    method: String,
    url: String,
    body: Option<&'a Value>,
    /// The content type of what is answered.
    media: &'a str,
    is_for_people: bool,
}

/// Whether nothing else will do than showing who asks.
pub(super) fn is_for_people(operation: &Value) -> bool {
    operation["security"].as_array().is_some_and(|ways| !ways.contains(&json!({})))
}

impl<'a> Sample<'a> {
    pub(super) fn new(path: &str, method: &str, operation: &'a Value) -> Self {
        let mut url = format!("{SERVER}{path}");
        let mut separator = '?';
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            let (name, example) =
                (parameter["name"].as_str().unwrap_or_default(), shown(&parameter["example"]));
            match (parameter["in"].as_str(), example) {
                (Some("path"), Some(example)) => url = url.replace(&format!("{{{name}}}"), &example),
                (Some("query"), Some(example)) => {
                    url = format!("{url}{separator}{name}={example}");
                    separator = '&';
                }
                _ => {}
            }
        }
        let content = &operation["requestBody"]["content"]["application/json"];
        let body = content["examples"].as_object().and_then(|all| all.values().next());
        let answer = operation["responses"]["200"]["content"].as_object();
        let media = answer.and_then(|content| content.keys().next()).map_or("", String::as_str);
        Self {
            method: method.to_uppercase(),
            url,
            body: body.map(|body| &body["value"]),
            media,
            is_for_people: is_for_people(operation),
        }
    }

    fn is_stream(&self) -> bool {
        self.media == "text/event-stream"
    }

    pub(super) fn curl(&self) -> String {
        let mut words = vec!["curl".to_owned()];
        if self.is_stream() {
            words.push("-N".to_owned());
        }
        // Without a word, curl sends GET, and POST with a body.
        if self.method != if self.body.is_some() { "POST" } else { "GET" } {
            words.push(format!("-X {}", self.method));
        }
        if self.is_for_people {
            words.push("-H \"Authorization: Bearer $TOKEN\"".to_owned());
        }
        if let Some(body) = self.body {
            let body = body.to_string().replace('\'', "'\\''");
            words.push(format!("-H 'Content-Type: application/json' \\\n  -d '{body}' \\\n "));
        }
        words.push(format!("'{}'", self.url));
        words.join(" ")
    }

    pub(super) fn javascript(&self) -> String {
        let url = &self.url;
        match (self.body, self.is_stream()) {
            (None, true) => format!(
                "const events = new EventSource('{url}')\nevents.onmessage = ({{ data }}) => \
                 console.log(JSON.parse(data))"
            ),
            (None, false) if self.method == "GET" => {
                format!("const response = await fetch('{url}')\n{}", self.reading())
            }
            (None, false) => format!(
                "const response = await fetch('{url}', {{ method: '{}' }})\n{}",
                self.method,
                self.reading()
            ),
            (Some(body), _) => format!(
                "const response = await fetch('{url}', {{\n  method: '{}',\n  headers: {{ \
                 'Content-Type': 'application/json' }},\n  body: JSON.stringify({}),\n}})\n{}",
                self.method,
                format!("{body:#}").replace('\n', "\n  "),
                self.reading()
            ),
        }
    }

    fn reading(&self) -> &'static str {
        match self.media {
            "text/event-stream" => {
                "for await (const text of response.body.pipeThrough(new TextDecoderStream())) \
                 console.log(text)"
            }
            "application/json" => "console.log(response.status, await response.json())",
            _ => "console.log(await response.text())",
        }
    }
}

fn shown(example: &Value) -> Option<String> {
    match example {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A value as a reader wants to see it.
pub(super) fn pretty(value: &Value) -> String {
    value.as_str().map_or_else(|| format!("{value:#}"), str::to_owned)
}
