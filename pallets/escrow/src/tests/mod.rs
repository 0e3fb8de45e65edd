//! The specification, one file per call.

mod deposit;
mod deposit_for;
mod gifts_and_admins;
mod ledger;
mod list_token;
mod model;
mod pay_out;
mod try_state;
mod withdraw;
mod withdraw_earnings;
