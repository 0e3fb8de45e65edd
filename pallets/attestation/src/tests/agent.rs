//! What the agent's answer may be (docs/attestation.md).

use crate::{agent::read, mock::listed, Unhealthy};

fn says(answer: &str) -> Option<Unhealthy> {
	read(answer.as_bytes(), 256)
}

#[test]
fn an_empty_list_is_all_healthy() {
	assert_eq!(says(r#"{"unhealthy":[]}"#), Some(Unhealthy::None));
}

#[test]
fn ids_are_sorted_and_said_once() {
	assert_eq!(
		says(r#"{ "unhealthy": [7, 3, 7, 18446744073709551615] }"#),
		Some(listed([3, 7, u64::MAX]))
	);
}

#[test]
fn the_word_all_is_all() {
	assert_eq!(says(r#"{"unhealthy":"all"}"#), Some(Unhealthy::All));
}

#[test]
fn more_than_can_be_said_is_all() {
	let ids = |count: u64| serde_json::json!({ "unhealthy": (0..count).collect::<Vec<_>>() });
	assert_eq!(says(&ids(256).to_string()), Some(listed(0..256)));
	assert_eq!(says(&ids(257).to_string()), Some(Unhealthy::All));
	assert_eq!(read(ids(5).to_string().as_bytes(), 4), Some(Unhealthy::All));
	assert_eq!(read(ids(1).to_string().as_bytes(), 0), Some(Unhealthy::All));
	assert_eq!(read(ids(257).to_string().as_bytes(), u32::MAX), Some(Unhealthy::All));
}

#[test]
fn what_is_added_later_is_passed_over() {
	let answer = r#"{"version":2,"unhealthy":[1],"deployments":[{"lease":1,"why":"OOM"}]}"#;
	assert_eq!(says(answer), Some(listed([1])));
}

#[test]
fn anything_else_is_no_answer() {
	for answer in [
		"",
		"null",
		"[]",
		"{}",
		"all healthy",
		r#"{"unhealthy":null}"#,
		r#"{"unhealthy":"none"}"#,
		r#"{"unhealthy":"ALL"}"#,
		r#"{"unhealthy":[-1]}"#,
		r#"{"unhealthy":[1.5]}"#,
		r#"{"unhealthy":["1"]}"#,
		r#"{"unhealthy":[18446744073709551616]}"#,
		r#"{"unhealthy":[1],"unhealthy":[]}"#,
		r#"{"unhealthy":[1]"#,
		r#"{"unhealthy":[1]} {"unhealthy":[]}"#,
	] {
		assert_eq!(says(answer), None, "{answer}");
	}
	assert_eq!(read(b"{\"unhealthy\":[]}\xff", 256), None);
}

#[test]
fn deep_nesting_does_not_bring_it_down() {
	let deep = format!(r#"{{"x":{}}}"#, "[".repeat(60_000));
	assert_eq!(says(&deep), None);
}
