//! What `docs/market.md` says, for tests to hold the runtime to.

/// The document.
pub const MARKET: &str = include_str!("../../../docs/market.md");

/// The cells of the rows of the table after the mark `name`.
pub fn rows(name: &str) -> Vec<Vec<String>> {
	let (_, rest) = MARKET.split_once(&format!("<!-- {name} -->")).expect("the table is there");
	rest.lines()
		.skip_while(|line| !line.starts_with('|'))
		.take_while(|line| line.starts_with('|'))
		.skip(2)
		.map(|line| {
			let cells = line.trim_matches('|').split('|');
			cells.map(|cell| cell.trim().to_string()).collect()
		})
		.collect()
}

/// The row of a table, or the paragraph, that says `phrase`, which nothing else says.
pub fn passage(phrase: &str) -> &'static str {
	let mut found = MARKET
		.split("\n\n")
		.flat_map(|block| match block.starts_with('|') {
			true => block.lines().collect(),
			false => vec![block],
		})
		.filter(|passage| passage.contains(phrase));
	let passage = found.next().unwrap_or_else(|| panic!("nothing says {phrase:?}"));
	assert_eq!(found.next(), None, "{phrase:?} is not said once");
	passage
}
