//! From the bytes that somebody sent to a square. Pure: no clock, no threads, nothing is kept.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::imageops::{FilterType, crop_imm, resize};
use image::metadata::Orientation;
use image::{
    DynamicImage, GenericImageView, ImageDecoder, ImageFormat, ImageReader, ImageResult, Limits, RgbaImage,
};
use thiserror::Error;
use webchat_core::store::PictureKind;

use super::{DECODER_BYTES, PIXELS, SIDE, SQUARE, webp};

/// Of a hundred. Above, files grow faster than anybody sees a difference at this size.
const QUALITY: u8 = 85;

/// A file that this server has made.
#[derive(Debug)]
pub(super) struct Painted {
    pub(super) kind: PictureKind,
    pub(super) bytes: Vec<u8>,
}

/// Why there is no picture in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub(super) enum Flaw {
    /// It is something else, whatever its name says.
    #[error("This is no picture that can be used here. PNG, JPEG, WebP and GIF can.")]
    Unknown,
    /// It has more pixels than one may.
    #[error("This picture has too many pixels: at most {} million, and {SIDE} on a side.", PIXELS / 1_000_000)]
    TooLarge,
    /// It is broken, or made to break something.
    #[error("This picture can't be read. It may be broken; try to save it anew.")]
    Broken,
}

/// Paints a square from the middle of a picture, turned as it was taken; of an animation from its first frame. What kind of
/// file it is its own first bytes say, and nobody else.
pub(super) fn paint(file: &[u8]) -> Result<Painted, Flaw> {
    let format = image::guess_format(file).map_err(|_| Flaw::Unknown)?;
    let is_known =
        matches!(format, ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP | ImageFormat::Gif);
    if !is_known {
        return Err(Flaw::Unknown);
    }
    if format == ImageFormat::WebP && !webp::is_bounded(file, PIXELS, SIDE) {
        return Err(Flaw::TooLarge);
    }
    let (picture, orientation) = decode(file, format)?;
    let mut square = DynamicImage::from(square(&picture));
    drop(picture);
    square.apply_orientation(orientation);
    encode(&square.into_rgba8()).map_err(|_| Flaw::Broken)
}

/// Decodes what has been found small enough: not every decoder keeps to its limits by itself.
fn decode(file: &[u8], format: ImageFormat) -> Result<(DynamicImage, Orientation), Flaw> {
    let mut limits = Limits::no_limits();
    limits.max_image_width = Some(SIDE);
    limits.max_image_height = Some(SIDE);
    limits.max_alloc = Some(DECODER_BYTES);
    let mut reader = ImageReader::with_format(Cursor::new(file), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| flaw(&error))?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels > PIXELS || decoder.total_bytes() > DECODER_BYTES {
        return Err(Flaw::TooLarge);
    }
    if pixels == 0 {
        return Err(Flaw::Broken);
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let picture = DynamicImage::from_decoder(decoder).map_err(|error| flaw(&error))?;
    Ok((picture, orientation))
}

fn flaw(error: &image::ImageError) -> Flaw {
    match error {
        image::ImageError::Limits(_) => Flaw::TooLarge,
        _ => Flaw::Broken,
    }
}

/// The middle of a picture. Only that is read: scaling the whole of something long and thin would make it enormous.
fn square(picture: &DynamicImage) -> RgbaImage {
    let (width, height) = picture.dimensions();
    let side = width.min(height);
    let middle = crop_imm(picture, (width - side) / 2, (height - side) / 2, side, side);
    resize(&*middle, SQUARE, SQUARE, FilterType::Triangle)
}

/// As a JPEG, unless something shows through.
fn encode(square: &RgbaImage) -> ImageResult<Painted> {
    let is_opaque = square.pixels().all(|pixel| pixel.0[3] == u8::MAX);
    let mut bytes = Vec::new();
    let kind = if is_opaque {
        let opaque = DynamicImage::from(square.clone()).into_rgb8();
        opaque.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, QUALITY))?;
        PictureKind::Jpeg
    } else {
        square.write_with_encoder(PngEncoder::new(&mut bytes))?;
        PictureKind::Png
    };
    Ok(Painted { kind, bytes })
}

#[cfg(test)]
mod tests;
