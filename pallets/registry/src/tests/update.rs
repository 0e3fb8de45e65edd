use super::*;

fn everything() -> UpdateOf<Test> {
	let mut tokens = types::Tokens::new();
	tokens.try_insert(Token::WithId(9)).unwrap();
	let mut attributes = spheron_primitives::Attributes::new();
	attributes.try_insert(text("new"), text("value")).unwrap();
	Update {
		name: Some(text("Other")),
		region: Some(text("eu-north")),
		host_uri: Some(text("https://other.example")),
		tls_hash: Some(H256::repeat_byte(9)),
		tokens: Some(tokens),
		reward_account: Some(99),
		attributes: Some(attributes),
	}
}

#[test]
fn what_is_given_changes_at_once() {
	for state in ADMITTED {
		ExtBuilder::default().build_and_execute(|| {
			state();
			events();
			assert_ok!(update(DAVE, everything()));
			let mut expected = details(DAVES_OPERATOR);
			everything().apply(&mut expected);
			assert_eq!(Providers::<Test>::get(DAVE).unwrap().details, expected);
			assert_eq!((&expected.name[..], expected.reward_account), (&b"Other"[..], 99));
			let update = Box::new(everything());
			assert_eq!(events(), [Event::ProviderUpdated { provider: DAVE, update }]);
		});
	}
}

#[test]
fn what_is_not_given_stays() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		let mut expected = Providers::<Test>::get(DAVE).unwrap();
		assert_ok!(update(DAVE, Update { reward_account: Some(99), ..Default::default() }));
		expected.details.reward_account = 99;
		assert_eq!(Providers::<Test>::get(DAVE), Some(expected));
	});
}

#[test]
fn capacity_and_status_are_not_touched() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		let log = UsageLog::get();
		assert_ok!(update(DAVE, everything()));
		assert_eq!(status(DAVE), Some(ProviderStatus::Active));
		assert_eq!(Registry::capacity(&DAVE), Some(capacity()));
		assert_eq!(UsageLog::get(), log);
	});
}

#[test]
fn an_empty_update_is_refused() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_noop!(update(DAVE, Update::default()), Error::<Test>::NothingToChange);
	});
}

#[test]
fn what_a_proposal_could_not_say_is_refused() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		let mut attributes = spheron_primitives::Attributes::new();
		attributes.try_insert(text(""), text("value")).unwrap();
		let none = Update::default;
		for (bad, error) in [
			(Update { name: Some(text("")), ..none() }, Error::<Test>::EmptyName),
			(Update { region: Some(text("")), ..none() }, Error::EmptyRegion),
			(Update { host_uri: Some(text("")), ..none() }, Error::EmptyHostUri),
			(Update { tokens: Some(Default::default()), ..none() }, Error::NoTokens),
			(Update { attributes: Some(attributes), ..none() }, Error::EmptyAttributeKey),
		] {
			assert_noop!(update(DAVE, bad), error);
		}
	});
}

#[test]
fn who_is_not_admitted_has_nothing_to_update() {
	for state in NOT_ADMITTED {
		ExtBuilder::default().build_and_execute(|| {
			state();
			assert_noop!(update(DAVE, everything()), Error::<Test>::NotAdmitted);
		});
	}
}

/// Least of all where its rewards go.
#[test]
fn the_operator_cannot_update() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_noop!(update(DAVES_OPERATOR, everything()), Error::<Test>::NotAdmitted);
		let update = Box::new(everything());
		assert_noop!(Registry::update(RuntimeOrigin::none(), update), BadOrigin);
	});
}
