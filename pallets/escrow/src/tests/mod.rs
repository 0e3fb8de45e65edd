//! The specification, one file per call and one per promise to other pallets.

mod brackets;
mod burn;
mod delist_token;
mod deposit;
mod deposit_for;
mod gifts_and_admins;
mod hand_over;
mod ledger;
mod list_token;
mod model;
mod occupy;
mod pay_out;
mod set_brackets;
mod set_min_deposit;
mod transfer;
mod try_state;
mod valuation;
mod withdraw;
mod withdraw_earnings;
