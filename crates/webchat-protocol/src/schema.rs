//! What JSON Schema can say of the wire and the types' own shapes don't: rules of texts, and what may be left blank.
//!
//! The derived schemas become the OpenAPI and the AsyncAPI document. It must not know: either of them.

use std::borrow::Cow;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

/// What classic clients leave out in three ways: not there, `null`, or `""`.
#[derive(Debug)]
pub struct Blank<T>(PhantomData<T>);

impl<T: JsonSchema> JsonSchema for Blank<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("Blank{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [generator.subschema_for::<T>(), { "enum": ["", null] }] })
    }
}

/// The text of a message as a sender may say it.
#[derive(Debug)]
pub struct Text;

impl JsonSchema for Text {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        // The limit is the one that is the default: `text_characters`.
        let longest = crate::Limits::default().text_characters;
        json_schema!({ "type": "string", "minLength": 1, "maxLength": longest, "pattern": "\\S" })
    }
}

/// A name as a user may choose it.
#[derive(Debug)]
pub struct Name;

impl JsonSchema for Name {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Name".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        // On one line, with something to see. Blanks around it don't count, but a longer text is not worth sending.
        let control = r"\u0000-\u001f\u007f-\u009f";
        let pattern = format!("^[^{control}]*[^\\s{control}][^{control}]*$");
        json_schema!({ "type": "string", "minLength": 1, "maxLength": crate::NAME_CHARACTERS, "pattern": pattern })
    }
}
