//! What each call costs at its dearest.

use crate::{Call, Config, Earnings, Pallet, PaymentTokens, Wallet, Wallets};
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
	Balance, Payment, Token,
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

	impl_benchmark_test_suite!(
		Pallet,
		crate::mock::ExtBuilder::default().build(),
		crate::mock::Test
	);
}
