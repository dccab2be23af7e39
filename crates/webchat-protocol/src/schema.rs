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

/// A name as somebody may choose it, for themselves or for a conversation.
#[derive(Debug)]
pub struct Name;

/// The name of a conversation, where an empty one means none.
#[derive(Debug)]
pub struct Title;

/// What a conversation is for, in some lines; empty means nothing.
#[derive(Debug)]
pub struct Description;

/// What is wrong with a message.
#[derive(Debug)]
pub struct Reason;

/// A password as somebody may choose it.
#[derive(Debug)]
pub struct NewPassword;

impl JsonSchema for NewPassword {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "NewPassword".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "password", "minLength": 8, "maxLength": 256 })
    }
}

/// Control characters, and those that hide or turn what stands beside them: part of a class of characters.
macro_rules! hidden {
    () => {
        r"\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    };
}

/// A text by its length and its pattern. Blanks around a text don't count, but a longer one is not worth sending.
macro_rules! text {
    ($name:ident, $least:expr, $most:expr, $pattern:expr) => {
        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string", "minLength": $least, "maxLength": $most, "pattern": $pattern })
            }
        }
    };
}

// The limit is the one that is the default: `text_characters`.
text!(Text, 1, crate::Limits::default().text_characters, r"\S");
// On one line, with something to see.
text!(
    Name,
    1,
    crate::NAME_CHARACTERS,
    concat!("^[^", hidden!(), r"]*[^\s", hidden!(), "][^", hidden!(), "]*$")
);
text!(Title, 0, crate::NAME_CHARACTERS, concat!("^[^", hidden!(), "]*$"));
text!(Description, 0, crate::DESCRIPTION_CHARACTERS, concat!("^([^", hidden!(), r"]|\r?\n)*$"));
text!(Reason, 1, crate::REASON_CHARACTERS, r"\S");

/// The users that a command names, as many as it may by default: `user_ids`.
pub(crate) fn at_most_user_ids(schema: &mut Schema) {
    schema.insert("maxItems".to_owned(), crate::Limits::default().user_ids.into());
}

/// The same, and at least one.
pub(crate) fn some_user_ids(schema: &mut Schema) {
    at_most_user_ids(schema);
    schema.insert("minItems".to_owned(), 1.into());
}
