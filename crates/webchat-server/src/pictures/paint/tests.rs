use std::io::Write;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use image::codecs::gif::GifEncoder;
use image::codecs::webp::WebPEncoder;
use image::{Frame, Rgb, RgbImage, Rgba};

use super::*;

const RED: [u8; 3] = [255, 0, 0];
const BLUE: [u8; 3] = [0, 0, 255];

/// A picture that is red on its left half and blue on its right.
fn halves(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| Rgb(if x < width / 2 { RED } else { BLUE }))
}

fn file(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, format).unwrap();
    file.into_inner()
}

fn jpeg(picture: RgbImage) -> Vec<u8> {
    file(&picture.into(), ImageFormat::Jpeg)
}

/// The square that was painted.
fn painted(file: &[u8]) -> RgbImage {
    let painted = paint(file).unwrap();
    let square = image::load_from_memory(&painted.bytes).unwrap();
    assert_eq!(square.dimensions(), (SQUARE, SQUARE));
    square.into_rgb8()
}

fn is_like(pixel: Rgb<u8>, colour: [u8; 3]) -> bool {
    pixel.0.into_iter().zip(colour).all(|(one, other)| one.abs_diff(other) < 40)
}

#[test]
fn the_middle_of_a_picture_becomes_a_square_whatever_its_format() {
    let wide = DynamicImage::from(RgbImage::from_fn(400, 100, |x, _| {
        Rgb(if (150..250).contains(&x) { RED } else { BLUE })
    }));
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP] {
        let square = painted(&file(&wide, format));
        for place in [(5, 5), (128, 128), (250, 250)] {
            assert!(is_like(*square.get_pixel(place.0, place.1), RED), "{format:?} at {place:?}");
        }
    }
}

#[test]
fn what_nothing_shows_through_is_a_jpeg_and_the_rest_keeps_its_holes() {
    assert_eq!(paint(&file(&halves(50, 50).into(), ImageFormat::Png)).unwrap().kind, PictureKind::Jpeg);
    let holed = RgbaImage::from_fn(50, 50, |x, _| Rgba([255, 0, 0, if x < 25 { 255 } else { 0 }]));
    let square = paint(&file(&holed.into(), ImageFormat::Png)).unwrap();
    assert_eq!(square.kind, PictureKind::Png);
    let square = image::load_from_memory(&square.bytes).unwrap().into_rgba8();
    assert_eq!((square.get_pixel(10, 10).0[3], square.get_pixel(245, 10).0[3]), (255, 0));
}

#[test]
fn a_photograph_is_turned_as_it_was_taken_and_tells_nothing_else() {
    // Turned by 90 degrees to the right, what was on the left is at the top.
    let turned = with_exif(&jpeg(halves(100, 100)), 6);
    let square = painted(&turned);
    assert!(is_like(*square.get_pixel(128, 20), RED) && is_like(*square.get_pixel(128, 235), BLUE));
    let bytes = paint(&turned).unwrap().bytes;
    assert!(holds(&turned, b"52.5200 13.4050") && !holds(&bytes, b"52.5200") && !holds(&bytes, b"Exif"));
}

/// A JPEG with an EXIF segment: how it is to be turned, and where it was taken.
fn with_exif(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let tag = [0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0];
    let exif = [&b"Exif\0\0II*\0\x08\0\0\0\x01\0"[..], &tag, &[0; 4], b"52.5200 13.4050"].concat();
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, &exif, &jpeg[2..]].concat()
}

#[test]
fn what_a_file_is_its_content_says() {
    for nothing in [
        &b""[..],
        b"x",
        b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>",
        b"<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>",
        b"<!doctype html><script>alert(1)</script>",
        b"%PDF-1.7",
        b"BM\x1a\0\0\0\0\0\0\0\x1a\0\0\0\x0c\0\0\0\x01\0\x01\0\x01\0\x18\0\0\0\xff\0",
        b"II*\0\x08\0\0\0",
        b"\0\0\x01\0",
        b"\x7fELF",
    ] {
        assert_eq!(paint(nothing).unwrap_err(), Flaw::Unknown, "{}", String::from_utf8_lossy(nothing));
    }
}

#[test]
fn nothing_of_a_file_that_is_two_things_comes_through() {
    let script = b"<script>alert(document.cookie)</script>";
    let picture = DynamicImage::from(halves(60, 60));
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP] {
        let polyglot = [&file(&picture, format)[..], script].concat();
        assert!(!holds(&paint(&polyglot).unwrap().bytes, b"script"), "{format:?}");
    }
    let png = file(&picture, ImageFormat::Png);
    let text = chunk(*b"tEXt", &[b"Comment\0", &script[..]].concat());
    let with_text = [&png[..33], &text, &png[33..]].concat();
    assert!(holds(&with_text, b"script") && !holds(&paint(&with_text).unwrap().bytes, b"script"));
}

fn holds(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|window| window == text)
}

#[test]
fn a_small_file_that_claims_to_be_enormous_is_refused_before_it_is_decoded() {
    let frame = [&[0x2c, 0, 0, 0, 0][..], &[0xff; 4], &[0x80], &[0; 6], &[2, 2, 0x4c, 1, 0, 0x3b]].concat();
    let gif = [&b"GIF89a"[..], &[0xff; 4], &[0, 0, 0], &frame].concat();
    let start = [0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0xff, 0xff, 0xff, 0xff, 1, 1, 0x11, 0];
    let jpeg = [&start[..], &[0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0]].concat();
    let frame = [0, 0, 0, 0x9d, 0x01, 0x2a, 0xff, 0x3f, 0xff, 0x3f];
    let webp = [&b"RIFF\x40\0\0\0WEBPVP8 "[..], &50_u32.to_le_bytes(), &frame, &[0; 40]].concat();
    for (what, bomb) in [
        ("PNG", png(100_000, 100_000, 8, &[])),
        ("PNG, as large as it gets", png(0x7fff_ffff, 0x7fff_ffff, 16, &[])),
        ("PNG, long and thin", png(SIDE + 1, 1, 8, &[])),
        ("PNG, one row too many", png(4_096, 4_097, 8, &[])),
        ("PNG, as many pixels as may be, with 8 bytes each", png(4_096, 4_096, 16, &[])),
        ("GIF", gif),
        ("JPEG", jpeg),
        ("WebP", webp),
    ] {
        let begun = Instant::now();
        let flaw = paint(&bomb).unwrap_err();
        assert_eq!(flaw, Flaw::TooLarge, "{what}");
        assert!(begun.elapsed() < Duration::from_secs(1), "{what}");
    }
}

#[test]
fn what_is_long_and_thin_costs_no_more_than_what_is_square() {
    for (width, height) in [(SIDE, 1), (1, SIDE), (1, 1)] {
        painted(&file(&halves(width, height).into(), ImageFormat::Png));
    }
}

#[test]
fn text_that_grows_without_end_is_not_unpacked() {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
    for _ in 0..256 {
        packed.write_all(&vec![b'a'; 1024 * 1024]).unwrap();
    }
    let packed = packed.finish().unwrap();
    let text = chunk(*b"zTXt", &[&b"Comment\0\0"[..], &packed].concat());
    let international = chunk(*b"iTXt", &[&b"XML:com.adobe.xmp\0\x01\0\0\0"[..], &packed].concat());
    let colours = chunk(*b"iCCP", &[&b"profile\0\0"[..], &packed].concat());
    let whole = file(&halves(50, 50).into(), ImageFormat::Png);
    for (what, chunk) in [("zTXt", text), ("iTXt", international), ("iCCP", colours)] {
        let begun = Instant::now();
        // Whether there is a picture beside it is the decoder's to say.
        let _ = paint(&[&whole[..33], &chunk, &whole[33..]].concat());
        assert!(begun.elapsed() < Duration::from_secs(2), "{what}: {:?}", begun.elapsed());
    }
}

#[test]
fn of_an_animation_the_first_of_thousands_of_frames_is_looked_at() {
    let mut animation = Vec::new();
    let mut encoder = GifEncoder::new_with_speed(&mut animation, 30);
    let frame = |colour: [u8; 3]| {
        Frame::new(RgbaImage::from_pixel(8, 8, Rgba([colour[0], colour[1], colour[2], 255])))
    };
    encoder.encode_frame(frame(RED)).unwrap();
    encoder.encode_frames((0..5_000).map(|_| frame(BLUE))).unwrap();
    drop(encoder);
    let begun = Instant::now();
    assert!(is_like(*painted(&animation).get_pixel(128, 128), RED));
    assert!(begun.elapsed() < Duration::from_secs(1));
}

#[test]
fn a_photograph_that_comes_in_thousands_of_passes_is_given_up() {
    // A progressive JPEG may say the same pixels again and again, in a dozen bytes each time.
    let table = [&[0xff, 0xdb, 0, 67, 0][..], &[1; 64]].concat();
    let frame = [0xff, 0xc2, 0, 11, 8, 0x04, 0, 0x04, 0, 1, 1, 0x11, 0];
    let codes = [&[0xff, 0xc4, 0, 20, 0, 1][..], &[0; 15], &[0]].concat();
    let pass = [0xff, 0xda, 0, 8, 1, 1, 0, 0, 0, 0x10, 0];
    let end = [0xff, 0xd9];
    let bomb = [&[0xff, 0xd8][..], &table, &frame, &codes, &pass.repeat(20_000), &end].concat();
    let begun = Instant::now();
    assert_eq!(paint(&bomb).unwrap_err(), Flaw::Broken);
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
}

#[test]
fn a_file_that_is_cut_off_or_damaged_is_broken_and_nothing_worse() {
    let picture = DynamicImage::from(halves(40, 30));
    let mut webp = Vec::new();
    picture.write_with_encoder(WebPEncoder::new_lossless(&mut webp)).unwrap();
    let files = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif].map(|format| file(&picture, format));
    let mut random = fastrand::Rng::with_seed(7);
    for whole in files.iter().chain([&webp]) {
        for length in (0..whole.len()).step_by(7) {
            // Some decoders show what there is.
            drop(paint(&whole[..length]));
        }
        for _ in 0..100 {
            let mut damaged = whole.clone();
            for _ in 0..random.usize(1..8) {
                let place = random.usize(..damaged.len());
                damaged[place] = random.u8(..);
            }
            // A panic is caught where this is called; it must not be the rule.
            let _ = std::panic::catch_unwind(|| drop(paint(&damaged)));
        }
    }
}

/// A PNG whose header says this, and what follows it.
fn png(width: u32, height: u32, bits: u8, rest: &[u8]) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[bits, 6, 0, 0, 0]].concat();
    let pixels = chunk(*b"IDAT", &[0x78, 0x9c, 0x63, 0, 0]);
    [&b"\x89PNG\r\n\x1a\n"[..], &chunk(*b"IHDR", &header), rest, &pixels, &chunk(*b"IEND", &[])].concat()
}

/// A chunk with its sum (PNG section 5.3).
fn chunk(name: [u8; 4], content: &[u8]) -> Vec<u8> {
    let summed = [&name[..], content].concat();
    let sum = summed.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg()))
    });
    let length = u32::try_from(content.len()).unwrap().to_be_bytes();
    [&length[..], &summed, &(!sum).to_be_bytes()].concat()
}
