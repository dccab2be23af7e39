//! The two documents as one page for people. It runs no script and loads nothing but its style sheet.

#![allow(clippy::format_collect, reason = "the page is made once, by developers")]

mod frames;
mod html;
mod objects;
mod routes;
mod samples;
mod types;

use serde_json::Value;

use html::{escape, link};

/// Part of the page with a place in its contents.
struct Section {
    title: String,
    intro: String,
    parts: Vec<Part>,
}

/// One route, command, event or object.
struct Part {
    id: String,
    title: String,
    html: String,
}

const FRAME: &str = include_str!("frame.html");

pub(super) fn html(openapi: &Value, asyncapi: &Value) -> String {
    let mut sections = routes::sections(openapi);
    sections.extend(frames::sections(asyncapi));
    sections.push(objects::section(openapi, asyncapi));
    let contents: String = sections.iter().map(contents).collect();
    let body: String = sections.iter().map(body).collect();
    let version = escape(openapi["info"]["version"].as_str().unwrap_or_default());
    FRAME.replace("{version}", &version).replace("{contents}", &contents).replace("{sections}", &body)
}

fn anchor(section: &Section) -> String {
    section.title.to_lowercase().replace(' ', "-")
}

fn contents(section: &Section) -> String {
    let items = section.parts.iter().map(|part| format!("<li>{}</li>\n", link(&part.id, &part.title)));
    let heading = link(&anchor(section), &escape(&section.title));
    format!("<h2>{heading}</h2>\n<ul>\n{}</ul>\n", items.collect::<String>())
}

fn body(section: &Section) -> String {
    let (id, title) = (anchor(section), escape(&section.title));
    let article = |part: &Part| format!("<article id=\"{}\">\n{}</article>\n", part.id, part.html);
    let parts: String = section.parts.iter().map(article).collect();
    let heading = format!("<h2 id=\"{id}-title\"><a href=\"#{id}\">{title}</a></h2>");
    let intro = &section.intro;
    format!("<section id=\"{id}\" aria-labelledby=\"{id}-title\">\n{heading}\n{intro}{parts}</section>\n")
}
