//! The converter and its binary, on whole files.

mod bad;
mod binary;
mod good;
mod shared;

use spheron_icl::{Deployment, Error, TokenInfo};
use spheron_primitives::Token;
use std::path::{Path, PathBuf};

fn crate_dir() -> PathBuf {
	// Asked when it runs: a checkout may run the binary that another one built.
	PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"))
}

/// The deployment files of a directory; none if it is not there.
fn yaml_files(dir: &Path) -> Vec<PathBuf> {
	let entries = std::fs::read_dir(dir).into_iter().flatten();
	let mut files: Vec<_> = entries
		.map(|entry| entry.unwrap().path())
		.filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
		.collect();
	files.sort();
	files
}

fn good(name: &str) -> String {
	read(&crate_dir().join("tests/files/good").join(name))
}

fn read(path: &Path) -> String {
	std::fs::read_to_string(path).unwrap()
}

/// SPON and uSPON are known.
fn convert(text: &str) -> Result<Deployment, Error> {
	let uspon = TokenInfo { symbol: "uSPON".into(), token: Token::WithId(1), decimals: 6 };
	spheron_icl::convert(text, &[TokenInfo::spon(), uspon])
}
