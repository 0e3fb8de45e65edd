//! `spheron-icl`: a deployment file to an order and its manifest, as JSON.

use clap::{error::ErrorKind, CommandFactory, Parser};
use spheron_icl::{convert, TokenInfo};
use spheron_primitives::Token;
use std::{fs, path::PathBuf, process::ExitCode};

/// Turns a Spheron deployment file (ICL) into an order and its manifest, as JSON.
///
/// Exits with 1 and `FILE:LINE: message` if the file says something that an order cannot.
#[derive(Parser)]
#[command(version)]
struct Cli {
	/// A payment token that prices can be in, by its asset id and decimals; SPON is always known
	#[arg(long = "token", value_name = "SYMBOL=ID:DECIMALS", value_parser = token)]
	tokens: Vec<TokenInfo>,

	/// Print the manifest alone, the bytes that are hashed
	#[arg(long)]
	manifest: bool,

	/// The deployment file
	file: PathBuf,
}

fn token(text: &str) -> Result<TokenInfo, String> {
	let parts = text.split_once('=').and_then(|(symbol, rest)| {
		let (id, decimals) = rest.split_once(':')?;
		let token = Token::WithId(id.parse().ok()?);
		Some(TokenInfo { symbol: symbol.into(), token, decimals: decimals.parse().ok()? })
	});
	parts
		.filter(|token| !token.symbol.is_empty())
		.ok_or_else(|| "write a symbol, an asset id and decimals: uSPON=1:6".into())
}

fn main() -> ExitCode {
	let cli = Cli::parse();
	let mut tokens = vec![TokenInfo::spon()];
	for token in cli.tokens {
		if tokens.iter().any(|known| known.symbol == token.symbol) {
			let message = format!("the token {} is already known", token.symbol);
			Cli::command().error(ErrorKind::ArgumentConflict, message).exit();
		}
		tokens.push(token);
	}
	let file = cli.file.display();
	let bytes = match fs::read(&cli.file) {
		Ok(bytes) => bytes,
		Err(error) => return refuse(format!("{file}: {error}")),
	};
	let text = match std::str::from_utf8(&bytes) {
		Ok(text) => text,
		Err(error) => {
			let line = bytes[..error.valid_up_to()].iter().filter(|b| **b == b'\n').count() + 1;
			return refuse(format!(
				"{file}:{line}: this is not UTF-8 text; save the file as UTF-8"
			));
		}
	};
	match convert(text, &tokens) {
		Ok(deployment) if cli.manifest => print!("{}", deployment.manifest),
		Ok(deployment) => println!("{:#}", deployment.to_json()),
		Err(error) => return refuse(format!("{file}:{}: {}", error.line, error.message)),
	}
	ExitCode::SUCCESS
}

fn refuse(message: String) -> ExitCode {
	eprintln!("{message}");
	ExitCode::FAILURE
}
