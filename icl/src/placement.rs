//! The `profiles.placement` section: where a deployment may run, and at which price.

use crate::{field::Field, quantity, requirements::Requirements, Error, TokenInfo};
use sp_core::{bounded::BoundedBTreeSet, crypto::AccountId32, ConstU32, Get};
use spheron_primitives::{
	order::{MAX_LISTED_PROVIDERS, MAX_REGIONS},
	Balance, Region,
};
use std::collections::BTreeMap;

type Regions = BoundedBTreeSet<Region, ConstU32<MAX_REGIONS>>;
type Providers = BoundedBTreeSet<AccountId32, ConstU32<MAX_LISTED_PROVIDERS>>;

/// By compute profile: where the price stands, and how much, in units of its token per hour.
pub(crate) type Prices<'a> = BTreeMap<&'a str, (Field<'a>, Balance)>;

/// The placement of the file.
pub(crate) struct Placement<'a> {
	pub label: &'a str,
	pub regions: Regions,
	pub excluded_regions: Regions,
	pub allow: Providers,
	pub deny: Providers,
	pub token: &'a TokenInfo,
	pub pricing: Field<'a>,
	pub prices: Prices<'a>,
}

impl<'a> Placement<'a> {
	/// Reads `profiles.placement`, which has one placement, and notes what it requires.
	pub fn read(
		field: &Field<'a>,
		tokens: &'a [TokenInfo],
		required: &mut Requirements,
	) -> Result<Self, Error> {
		let placements = field.named()?;
		if let Some((_, second)) = placements.get(1) {
			return Err(second.error("an order has one placement; move this one to its own file"));
		}
		let (label, placement) = &placements[0];
		let keys = placement.fields(&["attributes", "pricing"])?;
		let pricing = keys.need("pricing")?;
		let (token, prices) = prices(&pricing, tokens)?;
		let mut this = Self {
			label,
			regions: Default::default(),
			excluded_regions: Default::default(),
			allow: Default::default(),
			deny: Default::default(),
			token,
			pricing,
			prices,
		};
		if let Some(attributes) = keys.get("attributes") {
			for (key, value) in attributes.pairs()? {
				this.attribute(key, &value, required)?;
			}
		}
		Ok(this)
	}

	fn attribute(
		&mut self,
		key: &str,
		value: &Field<'a>,
		required: &mut Requirements,
	) -> Result<(), Error> {
		match key {
			"region" => fill(&mut self.regions, value, region)?,
			"exclude_region" | "region_exclude" => {
				fill(&mut self.excluded_regions, value, region)?;
			}
			"desired_provider" => fill(&mut self.allow, value, account)?,
			"exclude_provider" | "provider_exclude" => fill(&mut self.deny, value, account)?,
			"desired_fizz" | "exclude_fizz" | "fizz_exclude" => {
				return Err(value.error("an order cannot choose among Fizz nodes; remove this"));
			}
			"bandwidth" | "cpu_model" if value.text()? == "any" => {}
			"bandwidth" => {
				return Err(value.error("an order cannot require a least bandwidth; remove this"));
			}
			"cpu_model" => required.add("cpu/model", value.text()?, value)?,
			_ => required.add(key, value.text()?, value)?,
		}
		if let Some(both) = self.regions.intersection(&self.excluded_regions).next() {
			let name = String::from_utf8_lossy(both).into_owned();
			return Err(value.error(format!("`{name}` is both wanted and excluded; choose")));
		}
		Ok(())
	}
}

/// Adds what stands in a list, or between semicolons: `us-east;us-west`.
fn fill<T: Ord, Most: Get<u32>>(
	set: &mut BoundedBTreeSet<T, Most>,
	field: &Field,
	read: fn(&str) -> Result<T, String>,
) -> Result<(), Error> {
	for item in field.one_or_more()? {
		for part in item.text()?.split(';') {
			let one = read(part.trim()).map_err(|message| item.error(message))?;
			set.try_insert(one).map_err(|_| {
				item.error(format!("an order lists at most {} of these; remove some", Most::get()))
			})?;
		}
	}
	Ok(())
}

fn region(text: &str) -> Result<Region, String> {
	if text.is_empty() {
		return Err("a name is missing beside a semicolon; add or remove it".into());
	}
	Region::try_from(text.as_bytes().to_vec())
		.map_err(|_| format!("the region `{text}` has more than 32 bytes; shorten it"))
}

fn account(text: &str) -> Result<AccountId32, String> {
	text.parse().map_err(|_| {
		format!("`{text}` is not an account of this chain; write the provider's SS58 address")
	})
}

/// The prices and the one token they are in.
fn prices<'a>(
	pricing: &Field<'a>,
	tokens: &'a [TokenInfo],
) -> Result<(&'a TokenInfo, Prices<'a>), Error> {
	let mut common: Option<(&TokenInfo, usize)> = None;
	let mut prices = BTreeMap::new();
	for (profile, field) in pricing.named()? {
		let keys = field.fields(&["token", "denom", "amount"])?;
		let symbol = match keys.either("token", "denom")? {
			Some(symbol) => symbol,
			None => keys.need("token")?,
		};
		let token = known(&symbol, tokens)?;
		let (first, line) = *common.get_or_insert((token, symbol.line));
		if first.symbol != token.symbol {
			return Err(symbol.error(format!(
				"an order is paid in one token, and line {line} says {}; use the same",
				first.symbol
			)));
		}
		let amount = keys
			.need("amount")?
			.read(|text| quantity::units(text, &token.symbol, token.decimals))?;
		prices.insert(profile, (field, amount));
	}
	match common {
		Some((token, _)) => Ok((token, prices)),
		None => Err(pricing.error("a price is expected here")),
	}
}

fn known<'a>(symbol: &Field, tokens: &'a [TokenInfo]) -> Result<&'a TokenInfo, Error> {
	let text = symbol.text()?;
	tokens.iter().find(|token| token.symbol == text).ok_or_else(|| {
		let known: Vec<_> = tokens.iter().map(|token| token.symbol.as_str()).collect();
		symbol.error(format!(
			"the token `{text}` is not known, only {}; use one of these or make it known",
			known.join(", ")
		))
	})
}
