//! What each call costs at its dearest.

use crate::{
	brackets::MAX_BRACKETS, Bracket, BracketRows, Brackets, Call, Config, Earnings, Pallet,
	PaymentTokens, Wallet, Wallets,
};
use alloc::vec;
use frame_benchmarking::v2::*;
use frame_support::traits::{
	fungibles::{Inspect as _, Mutate as _},
	tokens::{Fortitude::Force, Precision::BestEffort, Preservation::Expendable},
	EnsureOrigin, Get,
};
use frame_system::RawOrigin;
use spheron_primitives::{
	setup::Setup,
	traits::{Escrow, Providers},
	Balance, Footprint, Payment, Token,
};

/// The dearest token, and an amount of it that can be deposited and withdrawn.
fn token_and_amount<T: Config>() -> Result<(Token, Balance), BenchmarkError> {
	let token = T::Setup::token();
	let info = PaymentTokens::<T>::get(&token)
		.ok_or(BenchmarkError::Stop("the token of the setup is not a payment token"))?;
	Ok((token, info.min_deposit.saturating_mul(2)))
}

/// Make `token` as if it had never been listed.
fn forget<T: Config>(token: &Token) -> Result<(), BenchmarkError> {
	let account = Pallet::<T>::account_id(token);
	if let Some(info) = PaymentTokens::<T>::take(token) {
		T::Funds::burn_from(token.clone(), &account, info.float, Expendable, BestEffort, Force)?;
		frame_system::Pallet::<T>::dec_providers(&account)?;
	}
	Ok(())
}

/// A table with as many rows as there can be.
fn brackets() -> BracketRows {
	let limits = |n: u32, gpu_units| Footprint {
		vcpu_millis: n.into(),
		ram_mib: n.into(),
		storage_gib: n.into(),
		gpu_units,
	};
	let rows = (1..=MAX_BRACKETS).map(|n| Bracket {
		usd: n.into(),
		without_gpu: limits(n, 0),
		with_gpu: limits(n, n.into()),
	});
	BracketRows::truncate_from(rows.collect())
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn list_token() -> Result<(), BenchmarkError> {
		let (token, amount) = token_and_amount::<T>()?;
		forget::<T>(&token)?;
		let payer = T::FloatPayer::get()
			.ok_or(BenchmarkError::Stop("the account that pays floats is not set"))?;
		T::Funds::mint_into(token.clone(), &payer, amount)?;
		let origin =
			T::ListOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, token.clone(), amount);

		assert!(PaymentTokens::<T>::contains_key(&token));
		Ok(())
	}

	#[benchmark]
	fn deposit() -> Result<(), BenchmarkError> {
		let (token, amount) = token_and_amount::<T>()?;
		let who = T::Setup::funded(0, &token, amount);

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), token.clone(), amount);

		assert!(Wallets::<T>::get(&who, &token).unlocked >= amount);
		Ok(())
	}

	#[benchmark]
	fn deposit_for() -> Result<(), BenchmarkError> {
		let (token, amount) = token_and_amount::<T>()?;
		let sponsor = T::Setup::funded(0, &token, amount);
		let beneficiary: T::AccountId = account("beneficiary", 0, 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(sponsor), token.clone(), beneficiary.clone(), amount);

		assert!(Wallets::<T>::get(&beneficiary, &token).unlocked >= amount);
		Ok(())
	}

	#[benchmark]
	fn withdraw() -> Result<(), BenchmarkError> {
		let (token, amount) = token_and_amount::<T>()?;
		let who = T::Setup::wallet(0, &token, amount);
		let Wallet { unlocked, .. } = Wallets::<T>::get(&who, &token);

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), token.clone(), unlocked);

		assert!(!Wallets::<T>::contains_key(&who, &token));
		Ok(())
	}

	#[benchmark]
	fn withdraw_earnings() -> Result<(), BenchmarkError> {
		let (token, amount) = token_and_amount::<T>()?;
		let (provider, _) = T::Setup::provider(0);
		let to = T::Providers::proxy_address(&provider)
			.ok_or(BenchmarkError::Stop("the provider has no proxy address"))?;
		// A recipient that can own any asset.
		let existential = T::Funds::minimum_balance(Token::Native);
		T::Funds::mint_into(Token::Native, &to, existential)?;
		let payer = T::Setup::wallet(1, &token, amount);
		Pallet::<T>::lock(&payer, &token, amount)?;
		Pallet::<T>::pay(&Payment {
			payer,
			token: token.clone(),
			earned: Some((provider.clone(), amount)),
			fees: vec![],
		})?;

		#[extrinsic_call]
		_(RawOrigin::Signed(whitelisted_caller()), provider.clone(), token.clone());

		assert!(!Earnings::<T>::contains_key(&provider, &token));
		Ok(())
	}

	#[benchmark]
	fn transfer() -> Result<(), BenchmarkError> {
		let (token, amount) = token_and_amount::<T>()?;
		let from = T::Setup::wallet(0, &token, amount);
		let to: T::AccountId = account("recipient", 0, 0);
		let Wallet { unlocked, .. } = Wallets::<T>::get(&from, &token);

		#[extrinsic_call]
		_(RawOrigin::Signed(from.clone()), token.clone(), to.clone(), unlocked);

		assert_eq!(Wallets::<T>::get(&to, &token).unlocked, unlocked);
		Ok(())
	}

	#[benchmark]
	fn delist_token() -> Result<(), BenchmarkError> {
		let token = T::Setup::token();
		let origin =
			T::ListOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, token.clone());

		assert!(Pallet::<T>::ensure_payment_token(&token).is_err());
		Ok(())
	}

	#[benchmark]
	fn set_min_deposit() -> Result<(), BenchmarkError> {
		let (token, amount) = token_and_amount::<T>()?;
		let origin =
			T::ListOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, token.clone(), amount);

		assert_eq!(PaymentTokens::<T>::get(&token).map(|info| info.min_deposit), Some(amount));
		Ok(())
	}

	#[benchmark]
	fn set_brackets() -> Result<(), BenchmarkError> {
		let rows = brackets();
		let origin =
			T::BracketOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, rows.clone());

		assert_eq!(Brackets::<T>::get().rows(), rows.as_slice());
		Ok(())
	}

	impl_benchmark_test_suite!(
		Pallet,
		crate::mock::ExtBuilder::default().build(),
		crate::mock::Test
	);
}
