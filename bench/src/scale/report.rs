//! The table, and the verdict.

use crate::measure::Row;
use std::time::Duration;

/// How many times as long the large market may take.
const LIMIT: f64 = 1.2;

fn ratio(row: &Row) -> f64 {
	row.large.as_secs_f64() / row.small.as_secs_f64()
}

/// Whether the large market takes no more than a little longer.
pub fn is_within_limit(row: &Row) -> bool {
	ratio(row) <= LIMIT
}

/// Prints the table of `rows`, each the median of so many times.
pub fn print(rows: &[Row], repeats: u32) {
	println!("\nMedians of {repeats}, in microseconds:\n");
	println!("{:<28}{:>8}{:>8}{:>8}{:>8}", "", "small", "large", "ratio", "limit");
	for row in rows {
		let micros = |time: Duration| time.as_secs_f64() * 1e6;
		let over = if is_within_limit(row) { "" } else { "  over" };
		println!(
			"{:<28}{:>8.0}{:>8.0}{:>8.2}{:>8.2}{over}",
			row.subject,
			micros(row.small),
			micros(row.large),
			ratio(row),
			LIMIT,
		);
	}
}
