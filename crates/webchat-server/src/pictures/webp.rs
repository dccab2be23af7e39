//! What has to be known of a WebP before it may be decoded: the decoder trusts the file about the size of its first frame, and
//! looks whether that fits the picture when it has decoded it. So a picture of one pixel could hold a frame of 16,383 by
//! 16,383.

/// A chunk begins with its name and length (RFC 9649 section 2.3).
const HEAD: usize = 8;
/// `RIFF`, the length of the file, `WEBP` (RFC 9649 section 2.4).
const FILE_HEAD: usize = 12;
/// What stands before the chunks of a frame of an animation (RFC 9649 section 2.7.1.1).
const FRAME_HEAD: usize = 16;
/// Chunks that are looked at. A picture has a few; an animation may have thousands, and only its first frame counts.
const CHUNKS: usize = 1_000;

/// Whether every frame that the decoder may look at has at most so many pixels, and is no longer than that.
pub(super) fn is_bounded(file: &[u8], pixels: u64, side: u32) -> bool {
    let fits = |(width, height): (u32, u32)| {
        width.max(height) <= side && u64::from(width) * u64::from(height) <= pixels
    };
    chunks(file.get(FILE_HEAD..).unwrap_or_default()).all(|(name, content)| match name {
        b"ANMF" => chunks(content.get(FRAME_HEAD..).unwrap_or_default())
            .all(|(name, content)| name != b"VP8 " || size(content).is_none_or(fits)),
        b"VP8 " => size(content).is_none_or(fits),
        _ => true,
    })
}

/// The chunks with their content, as far as the file is there.
fn chunks(mut rest: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let next = move || {
        let (name, length) = (rest.get(..4)?, rest.get(4..HEAD)?);
        let length = u32::from_le_bytes(length.try_into().ok()?) as usize;
        let content = &rest[HEAD..];
        let content = &content[..length.min(content.len())];
        // What is of an odd length is filled up.
        rest = rest.get(HEAD.saturating_add(length).saturating_add(length % 2)..).unwrap_or_default();
        Some((name, content))
    };
    std::iter::from_fn(next).take(CHUNKS)
}

/// Width and height of a lossy frame (RFC 6386 section 9.1); `None` if it is none that is decoded.
fn size(frame: &[u8]) -> Option<(u32, u32)> {
    let numbers = frame.get(6..10).filter(|_| frame.get(3..6) == Some(&[0x9d, 0x01, 0x2a]))?;
    let side = |low: u8, high: u8| u32::from(u16::from_le_bytes([low, high]) & 0x3fff);
    Some((side(numbers[0], numbers[1]), side(numbers[2], numbers[3])))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(name: [u8; 4], content: &[u8]) -> Vec<u8> {
        let length = u32::try_from(content.len()).unwrap().to_le_bytes();
        let fill = vec![0; content.len() % 2];
        [&name[..], &length, content, &fill].concat()
    }

    fn file(chunks: &[u8]) -> Vec<u8> {
        [&b"RIFF"[..], &[0; 4], b"WEBP", chunks].concat()
    }

    fn frame(width: u16, height: u16) -> Vec<u8> {
        let (width, height) = (width.to_le_bytes(), height.to_le_bytes());
        chunk(*b"VP8 ", &[&[0, 0, 0, 0x9d, 0x01, 0x2a][..], &width, &height, &[0; 9]].concat())
    }

    #[test]
    fn a_frame_is_found_wherever_the_decoder_finds_it() {
        let canvas = chunk(*b"VP8X", &[0; 10]);
        let odd = chunk(*b"EXIF", &[0; 7]);
        let of_animation = |inner: &[u8]| chunk(*b"ANMF", &[&[0; FRAME_HEAD][..], inner].concat());
        for holding in [
            |frame: Vec<u8>| frame,
            |frame| [chunk(*b"VP8X", &[0; 10]), chunk(*b"EXIF", &[0; 7]), frame].concat(),
        ] {
            assert!(is_bounded(&file(&holding(frame(100, 100))), 10_000, 1_000));
            assert!(!is_bounded(&file(&holding(frame(101, 100))), 10_000, 1_000));
            assert!(!is_bounded(&file(&holding(frame(1_001, 1))), 10_000, 1_000));
        }
        for (size, is_small) in [((100, 100), true), ((16_383, 16_383), false)] {
            let frame = frame(size.0, size.1);
            let alpha = chunk(*b"ALPH", &[0; 5]);
            let animated = [canvas.clone(), odd.clone(), of_animation(&[alpha, frame].concat())].concat();
            assert_eq!(is_bounded(&file(&animated), 10_000, 1_000), is_small);
        }
    }

    #[test]
    fn what_is_cut_off_or_lies_about_its_length_ends_the_search() {
        let whole = file(&[chunk(*b"VP8X", &[0; 10]), frame(16_383, 16_383)].concat());
        for length in 0..whole.len() {
            is_bounded(&whole[..length], 10_000, 1_000);
        }
        let endless = [&b"JUNK"[..], &u32::MAX.to_le_bytes(), &[0; 100]].concat();
        assert!(is_bounded(&file(&endless), 10_000, 1_000));
        assert!(is_bounded(&file(&vec![0; 100_000]), 10_000, 1_000), "empty chunks without end");
    }
}
