//! What is found by region, GPU model, tier and token, and how much there is of it.

use super::*;

fn region(name: &str) -> Facet {
	Facet::Region(text(name))
}

fn gpu(model: &str) -> Facet {
	Facet::Gpu(text(model))
}

/// The providers found under `facet`.
fn found(facet: Facet) -> Vec<AccountId> {
	let mut found: Vec<_> = Index::<Test>::iter_key_prefix(facet).collect();
	found.sort();
	found
}

fn totals(facet: Facet) -> FacetTotals {
	Totals::<Test>::get(facet)
}

/// Totals of providers without resources, as of tokens.
fn only(providers: u32) -> FacetTotals {
	FacetTotals { providers, ..Default::default() }
}

/// Totals of providers with GPUs of a model.
fn gpus(providers: u32, total: u128, reserved: u128) -> FacetTotals {
	let sums = |gpus| Sums { gpus, ..Default::default() };
	FacetTotals { providers, total: sums(total), reserved: sums(reserved) }
}

/// What Dave has in all.
const ALL: Sums = Sums { vcpu_millis: 16_000, ram_mib: 65_536, storage_gib: 1_024, gpus: 6 };

/// What [`some`] is.
const SOME: Sums = Sums { vcpu_millis: 1_000, ram_mib: 1_024, storage_gib: 10, gpus: 1 };

#[test]
fn an_admitted_provider_is_found_by_all_that_it_is() {
	for state in ADMITTED {
		ExtBuilder::default().build_and_execute(|| {
			state();
			for facet in [
				region("us-west"),
				gpu("rtx4090"),
				gpu("a100"),
				Facet::Tier(Tier::Tier6),
				Facet::Token(Token::Native),
				Facet::Token(Token::WithId(1)),
			] {
				assert_eq!(found(facet), [DAVE]);
			}
			assert_eq!(Index::<Test>::iter().count(), 6);
		});
	}
}

#[test]
fn totals_say_how_much_there_is() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		let all = FacetTotals { providers: 1, total: ALL, reserved: Sums::default() };
		assert_eq!(totals(region("us-west")), all);
		assert_eq!(totals(Facet::Tier(Tier::Tier6)), all);
		assert_eq!(totals(gpu("rtx4090")), gpus(1, 4, 0));
		assert_eq!(totals(gpu("a100")), gpus(1, 2, 0));
		assert_eq!(totals(Facet::Token(Token::Native)), only(1));
	});
}

#[test]
fn totals_say_how_much_is_reserved() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_ok!(Registry::reserve(&DAVE, &some()));
		let some_of_all = FacetTotals { providers: 1, total: ALL, reserved: SOME };
		assert_eq!(totals(region("us-west")), some_of_all);
		assert_eq!(totals(Facet::Tier(Tier::Tier6)), some_of_all);
		assert_eq!(totals(gpu("a100")), gpus(1, 2, 1));
		assert_eq!(totals(gpu("rtx4090")), gpus(1, 4, 0));
		Registry::release(&DAVE, &some());
		assert_eq!(totals(region("us-west")).reserved, Sums::default());
		assert_eq!(totals(gpu("a100")), gpus(1, 2, 0));
	});
}

#[test]
fn totals_add_up_over_providers() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		let small = Details { capacity: some(), ..details(EVES_OPERATOR) };
		assert_ok!(propose(EVE, Details { region: text("eu-north"), ..small }));
		assert_ok!(approve(EVE, Tier::Tier6));
		assert_eq!(found(Facet::Tier(Tier::Tier6)), [DAVE, EVE]);
		assert_eq!(totals(gpu("a100")), gpus(2, 3, 0));
		assert_eq!(totals(region("us-west")).total, ALL);
		assert_eq!(totals(region("eu-north")).total, SOME);
		let tier = totals(Facet::Tier(Tier::Tier6));
		assert_eq!((tier.providers, tier.total.vcpu_millis, tier.total.gpus), (2, 17_000, 7));
		assert_eq!(totals(Facet::Token(Token::Native)), only(2));
	});
}

#[test]
fn another_region_takes_along_what_is_reserved() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_ok!(Registry::reserve(&DAVE, &some()));
		let before = totals(region("us-west"));
		assert_ok!(update(DAVE, Update { region: Some(text("eu-north")), ..Default::default() }));
		assert_eq!((found(region("us-west")), found(region("eu-north"))), (vec![], vec![DAVE]));
		assert_eq!(totals(region("eu-north")), before);
		assert!(!Totals::<Test>::contains_key(region("us-west")));
	});
}

#[test]
fn other_tokens_are_followed() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		let mut tokens = types::Tokens::new();
		tokens.try_insert(Token::Native).unwrap();
		tokens.try_insert(Token::WithId(2)).unwrap();
		assert_ok!(update(DAVE, Update { tokens: Some(tokens), ..Default::default() }));
		let of = |id| totals(Facet::Token(Token::WithId(id)));
		assert_eq!(
			(of(1), of(2), totals(Facet::Token(Token::Native))),
			(only(0), only(1), only(1))
		);
	});
}

#[test]
fn another_capacity_is_followed() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_ok!(Registry::reserve(&DAVE, &some()));
		assert_ok!(request(DAVE, resources(2_000, &[("a100", 3)]), "high"));
		assert_ok!(approve_capacity(DAVE));
		assert_eq!((found(gpu("rtx4090")), found(gpu("a100"))), (vec![], vec![DAVE]));
		assert_eq!(totals(gpu("a100")), gpus(1, 3, 1));
		let all = totals(region("us-west"));
		assert_eq!((all.total.vcpu_millis, all.total.gpus, all.reserved), (2_000, 3, SOME));
	});
}

#[test]
fn another_tier_is_followed() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_ok!(Registry::reserve(&DAVE, &some()));
		let before = totals(Facet::Tier(Tier::Tier6));
		FakeTrust::admit(&DAVE, Tier::Tier5);
		Registry::moved(&DAVE, Tier::Tier6, Tier::Tier5);
		assert_eq!(found(Facet::Tier(Tier::Tier5)), [DAVE]);
		assert_eq!(totals(Facet::Tier(Tier::Tier5)), before);
		assert!(!Totals::<Test>::contains_key(Facet::Tier(Tier::Tier6)));
		assert_eq!(totals(region("us-west")), before);
	});
}

#[test]
fn the_tier_of_who_is_not_admitted_is_not_followed() {
	ExtBuilder::default().build_and_execute(|| {
		proposed();
		Registry::moved(&DAVE, Tier::Tier6, Tier::Tier5);
		assert_nothing_but_a_proposal();
	});
}

fn assert_nothing_but_a_proposal() {
	assert_eq!(Index::<Test>::iter().count(), 0);
	assert_eq!(Totals::<Test>::iter().count(), 0);
}

#[test]
fn the_largest_capacities_add_up() {
	ExtBuilder::default().build_and_execute(|| {
		for (who, operator) in [(DAVE, DAVES_OPERATOR), (EVE, EVES_OPERATOR)] {
			let capacity = Resources {
				ram_mib: u64::MAX,
				storage_gib: u64::MAX,
				..resources(u64::MAX, &[("a100", u32::MAX)])
			};
			assert_ok!(propose(who, Details { capacity, ..details(operator) }));
			assert_ok!(approve(who, Tier::Tier6));
		}
		let total = totals(region("us-west")).total;
		assert_eq!(total.vcpu_millis, 2 * u128::from(u64::MAX));
		assert_eq!(total.gpus, 2 * u128::from(u32::MAX));
	});
}
