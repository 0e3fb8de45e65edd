//! One file per call, then one per job of the hook. Every test ends in `do_try_state`.

mod activate;
mod agenda;
mod close;
mod confirm;
mod confirm_closed;
mod drain;
mod end;
mod off_clock;
mod open;
mod outage;
mod poke;
mod properties;
mod settle;
mod try_state;
mod windows;
