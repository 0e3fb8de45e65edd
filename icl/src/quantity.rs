//! Numbers as deployment files write them, read exactly: no value passes through a float.
//!
//! Every reader takes the text of a value and answers with the number or with a sentence that says
//! what to write instead.

use spheron_primitives::OpenBlock;

/// Seconds per block.
const BLOCK_SECONDS: u64 = 2;

/// A decimal: `digits` ÷ 10^`scale`, with no trailing zero in the fraction.
struct Decimal {
	digits: u128,
	scale: u32,
}

impl Decimal {
	/// Reads `12`, `0.5`, `.5` or `5.`; no sign, no exponent.
	fn read(text: &str) -> Option<Self> {
		let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
		let fraction = fraction.trim_end_matches('0');
		let is_number = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
		let has_digit = text.bytes().any(|b| b.is_ascii_digit());
		if !(has_digit && is_number(whole) && is_number(fraction)) {
			return None;
		}
		let digits = format!("0{whole}{fraction}").parse().ok()?;
		Some(Self { digits, scale: u32::try_from(fraction.len()).ok()? })
	}

	/// The decimal times `factor`, rounded up; `None` if out of range.
	fn times(&self, factor: u128) -> Option<u128> {
		let product = self.digits.checked_mul(factor)?;
		match 10u128.checked_pow(self.scale) {
			Some(divisor) => Some(product.div_ceil(divisor)),
			// More than 38 places: below any unit, if above zero at all.
			None => Some(u128::from(product > 0)),
		}
	}
}

/// vCPU in thousandths, rounded up: `8`, `0.5`, `500m`.
pub(crate) fn vcpu_millis(text: &str) -> Result<u32, String> {
	let (number, factor) = match text.strip_suffix('m') {
		Some(number) => (number, 1),
		None => (text, 1_000),
	};
	let decimal = Decimal::read(number)
		.ok_or_else(|| format!("`{text}` is not a number of vCPUs; write e.g. 8, 0.5 or 500m"))?;
	match decimal.times(factor).and_then(|millis| u32::try_from(millis).ok()) {
		Some(0) => Err("there must be more than 0 vCPU".into()),
		Some(millis) => Ok(millis),
		None => Err(format!("`{text}` vCPUs are more than an order can hold")),
	}
}

/// Bytes, rounded up: `16Gi`, `1.5G`, `1048576`.
pub(crate) fn bytes(text: &str) -> Result<u64, String> {
	const SUFFIXES: [(&str, u64); 12] = [
		("Ki", 1 << 10),
		("Mi", 1 << 20),
		("Gi", 1 << 30),
		("Ti", 1 << 40),
		("Pi", 1 << 50),
		("Ei", 1 << 60),
		("k", 1_000),
		("M", 1_000_000),
		("G", 1_000_000_000),
		("T", 1_000_000_000_000),
		("P", 1_000_000_000_000_000),
		("E", 1_000_000_000_000_000_000),
	];
	let (number, factor) = SUFFIXES
		.iter()
		.find_map(|(suffix, factor)| Some((text.strip_suffix(suffix)?, *factor)))
		.unwrap_or((text, 1));
	let decimal =
		Decimal::read(number).ok_or_else(|| {
			format!("`{text}` is not a size; write a number and one of Ki, Mi, Gi, Ti, k, M, G, T: 16Gi")
		})?;
	match decimal.times(u128::from(factor)).and_then(|bytes| u64::try_from(bytes).ok()) {
		Some(0) => Err("the size must be more than 0".into()),
		Some(bytes) => Ok(bytes),
		None => Err(format!("`{text}` is more than an order can hold")),
	}
}

/// MiB, rounded up; `None` if out of range.
pub(crate) fn mib(bytes: u64) -> Option<u32> {
	u32::try_from(bytes.div_ceil(1 << 20)).ok()
}

/// GiB, rounded up; `None` if out of range.
pub(crate) fn gib(bytes: u64) -> Option<u32> {
	u32::try_from(bytes.div_ceil(1 << 30)).ok()
}

/// A duration in blocks of 2 s, rounded up: `90s`, `30min`, `2h`, `1d`, `1mon` (30 days), `1y`
/// (365 days).
pub(crate) fn blocks(text: &str) -> Result<OpenBlock, String> {
	let unit_at = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
	let (number, unit) = text.split_at(unit_at);
	let seconds: u64 = match unit {
		"s" => 1,
		"min" => 60,
		"h" => 3_600,
		"d" => 86_400,
		"mon" => 30 * 86_400,
		"y" => 365 * 86_400,
		_ => 0,
	};
	if number.is_empty() || seconds == 0 {
		return Err(format!(
			"`{text}` is not a duration; write a whole number and one of s, min, h, d, mon, y: 90min"
		));
	}
	let blocks = number
		.parse::<u64>()
		.ok()
		.and_then(|count| count.checked_mul(seconds))
		.and_then(|seconds| OpenBlock::try_from(seconds.div_ceil(BLOCK_SECONDS)).ok());
	match blocks {
		Some(0) => Err("the duration must be more than 0".into()),
		Some(blocks) => Ok(blocks),
		None => Err(format!("`{text}` is longer than an order can run")),
	}
}

/// An amount of a token with `decimals`, in its smallest unit, exactly.
pub(crate) fn units(text: &str, symbol: &str, decimals: u8) -> Result<u128, String> {
	let amount = Decimal::read(text).ok_or_else(|| {
		format!("`{text}` is not an amount; write a plain decimal such as 1 or 0.5")
	})?;
	let Some(missing) = u32::from(decimals).checked_sub(amount.scale) else {
		return Err(format!(
			"`{text}` has {} decimals, but {symbol} has only {decimals}; shorten it",
			amount.scale
		));
	};
	10u128
		.checked_pow(missing)
		.and_then(|factor| amount.digits.checked_mul(factor))
		.ok_or_else(|| format!("`{text}` is more than an order can hold"))
}

/// The inverse of [`units`]: `amount` as a plain decimal.
pub(crate) fn decimal(amount: u128, decimals: u8) -> String {
	let places = usize::from(decimals);
	let digits = format!("{amount:0>width$}", width = places + 1);
	let (whole, fraction) = digits.split_at(digits.len() - places);
	match fraction.trim_end_matches('0') {
		"" => whole.to_string(),
		fraction => format!("{whole}.{fraction}"),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	#[test]
	fn vcpus_are_whole_fractional_or_in_thousandths() {
		let read = |text| vcpu_millis(text).unwrap();
		assert_eq!([read("8"), read("8.0"), read("0.5"), read("500m")], [8_000, 8_000, 500, 500]);
		assert_eq!([read("0.0001"), read("0.5m"), read("1.0001")], [1, 1, 1_001]);
	}

	#[test]
	fn sizes_take_binary_and_decimal_units() {
		let read = |text| bytes(text).unwrap();
		assert_eq!(
			[read("1Ki"), read("1k"), read("1.5Mi"), read("42")],
			[1_024, 1_000, 3 << 19, 42]
		);
		assert_eq!(
			[read("2G"), read("2Gi"), read("1T")],
			[2_000_000_000, 2 << 30, 1_000_000_000_000]
		);
		assert_eq!(read("0.3"), 1);
		assert_eq!([mib(1), mib(1 << 20), mib((1 << 20) + 1)], [Some(1), Some(1), Some(2)]);
		assert_eq!([gib(1 << 30), gib((1 << 30) + 1)], [Some(1), Some(2)]);
		assert_eq!(gib(read("1G")), Some(1));
		assert_eq!(mib(read("15Ei")), None);
	}

	#[test]
	fn durations_are_in_blocks_of_two_seconds_rounded_up() {
		let read = |text| blocks(text).unwrap();
		assert_eq!([read("1s"), read("2s"), read("3s")], [1, 1, 2]);
		assert_eq!([read("1min"), read("1h"), read("1d")], [30, 1_800, 43_200]);
		assert_eq!([read("1mon"), read("1y")], [30 * 43_200, 365 * 43_200]);
	}

	#[test]
	fn an_amount_keeps_every_decimal_or_is_refused() {
		assert_eq!(units("0.5", "uSPON", 6), Ok(500_000));
		assert_eq!(units("1.2500000000", "uSPON", 6), Ok(1_250_000));
		assert_eq!(units("0.000000000000000001", "SPON", 18), Ok(1));
		assert!(units("0.0000001", "uSPON", 6).unwrap_err().contains("only 6"));
		assert_eq!([decimal(1_250_000, 6), decimal(7, 0), decimal(0, 18)], ["1.25", "7", "0"]);
	}

	#[test]
	fn what_is_not_a_number_is_refused() {
		for text in
			["", ".", "-1", "+1", "1e3", "0x10", "1,5", "1 ", "١", "nan", "1.2.3", "~", "1_0"]
		{
			assert!(vcpu_millis(text).is_err(), "{text}");
			assert!(bytes(text).is_err(), "{text}");
			assert!(blocks(text).is_err(), "{text}");
			assert!(units(text, "T", 6).is_err(), "{text}");
		}
		for text in ["0", "0.0", "0m"] {
			assert!(vcpu_millis(text).is_err(), "{text}");
		}
		assert!(bytes("0Gi").is_err() && bytes("16GB").is_err() && bytes("16gi").is_err());
		assert!(blocks("0h").is_err() && blocks("1.5h").is_err() && blocks("2H").is_err());
		assert!(blocks("2 h").is_err() && blocks("300y").is_err());
	}

	proptest! {
		#[test]
		fn amounts_round_trip(amount in 0u128..1 << 120, decimals in 0u8..30) {
			let text = decimal(amount, decimals);
			prop_assert_eq!(units(&text, "T", decimals), Ok(amount));
		}

		#[test]
		fn a_finer_amount_is_refused(amount in 0u128..1 << 64, decimals in 1u8..18) {
			let text = decimal(amount * 10 + 1, decimals + 1);
			prop_assert!(units(&text, "T", decimals).is_err());
		}

		#[test]
		fn thousandths_of_a_vcpu_round_trip(millis in 1u32..) {
			prop_assert_eq!(vcpu_millis(&format!("{millis}m")), Ok(millis));
			prop_assert_eq!(vcpu_millis(&decimal(millis.into(), 3)), Ok(millis));
		}

		#[test]
		fn whole_binary_sizes_round_trip(units in 1u32..) {
			prop_assert_eq!(mib(bytes(&format!("{units}Mi")).unwrap()), Some(units));
			prop_assert_eq!(gib(bytes(&format!("{units}Gi")).unwrap()), Some(units));
		}

		/// Rounding up never gives less than was asked, nor a whole unit more.
		#[test]
		fn sizes_round_up(size in 1u64..1 << 50) {
			let mib = u64::from(mib(bytes(&size.to_string()).unwrap()).unwrap());
			prop_assert!(mib << 20 >= size && (mib - 1) << 20 < size);
		}

		#[test]
		fn even_seconds_are_exact_and_odd_ones_round_up(half in 1u32..1 << 31) {
			let seconds = u64::from(half) * 2;
			prop_assert_eq!(blocks(&format!("{seconds}s")), Ok(half));
			prop_assert_eq!(blocks(&format!("{}s", seconds - 1)), Ok(half));
		}

		#[test]
		fn no_text_panics(text in ".{0,60}", digits in "[0-9.]{0,60}(Gi|m|h|s|)") {
			for text in [text, digits] {
				let _ = (vcpu_millis(&text), bytes(&text), blocks(&text), units(&text, "T", 255));
			}
		}
	}
}
