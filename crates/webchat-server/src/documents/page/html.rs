//! Text as HTML.

/// Text in which nothing is markup.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A line in which `this` is code.
pub(super) fn line(text: &str) -> String {
    let parts = text.split('`').enumerate();
    let shown = parts.map(|(place, part)| if place % 2 == 0 { escape(part) } else { code(part) });
    shown.collect()
}

/// Paragraphs of such lines.
pub(super) fn prose(text: &str) -> String {
    text.split("\n\n")
        .filter(|text| !text.is_empty())
        .map(|text| format!("<p>{}</p>\n", line(text)))
        .collect()
}

pub(super) fn code(text: &str) -> String {
    format!("<code>{}</code>", escape(text))
}

pub(super) fn link(target: &str, text: &str) -> String {
    format!("<a href=\"#{}\">{text}</a>", escape(target))
}

/// A heading that links to itself.
pub(super) fn heading(level: u8, id: &str, text: &str) -> String {
    format!("<h{level}><a href=\"#{}\">{text}</a></h{level}>\n", escape(id))
}

/// A sample that can be opened; it scrolls by itself if it is wider than the page.
pub(super) fn sample(title: &str, text: &str, is_open: bool) -> String {
    let open = if is_open { " open" } else { "" };
    let text = escape(text);
    format!(
        "<details{open}><summary>{title}</summary><pre tabindex=\"0\"><code>{text}</code></pre></details>\n"
    )
}
