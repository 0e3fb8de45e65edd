//! Which addresses an agent can have, and that the worker finds the one that the node was given.

use crate::{
	address::{kept, AgentAddress},
	mock::{node, ExtBuilder},
};

fn parsed(url: &str) -> Result<String, String> {
	url.parse::<AgentAddress>().map(|address| address.to_string())
}

#[test]
fn an_agent_is_on_this_machine() {
	assert_eq!(parsed("http://127.0.0.1:8099"), Ok("http://127.0.0.1:8099".into()));
	assert_eq!(parsed("http://127.0.0.1:8099/"), Ok("http://127.0.0.1:8099".into()));
	assert_eq!(parsed("http://[::1]:80"), Ok("http://[::1]:80".into()));
	for url in [
		"127.0.0.1:8099",
		"https://127.0.0.1:8099",
		"http://127.0.0.1",
		"http://192.168.0.1:8099",
		"http://0.0.0.0:8099",
		"http://agent.example:8099",
		"http://127.0.0.1:8099/path",
		"http://user@127.0.0.1:8099",
	] {
		assert!(parsed(url).is_err(), "{url}");
	}
}

#[test]
fn the_worker_finds_the_agent_until_the_node_starts_without_one() {
	ExtBuilder.build_and_execute(|| {
		assert_eq!(kept(), None);
		for url in ["http://127.0.0.1:8099", "http://[::1]:80"] {
			node().told(Some(&url.parse().unwrap()));
			assert_eq!(kept(), Some(url.into()));
		}
		node().told(None);
		assert_eq!(kept(), None);
	});
}
