// Who is who on the development presets, whose keys everybody knows.

import { Keyring } from "@polkadot/keyring";
import type { KeyringPair } from "@polkadot/keyring/types";
import { u8aConcat } from "@polkadot/util";
import { cryptoWaitReady, encodeAddress, encodeDerivedAddress } from "@polkadot/util-crypto";

/// A provider: its account, the keys that work and attest for it, and where its earnings go (R2, R4).
export interface ProviderKeys {
	name: string;
	account: KeyringPair;
	operator: KeyringPair;
	attestation: KeyringPair;
	/// What the attestation key is made of.
	attestationUri: string;
	/// The account's derivative 0.
	proxy: string;
}

export interface Accounts {
	council: [KeyringPair, KeyringPair, KeyringPair];
	/// Who says what tokens are worth (T3): at first, the council.
	feeders: KeyringPair[];
	/// Has the sudo key on the `dev` preset.
	sudo: KeyringPair;
	providers: [ProviderKeys, ProviderKeys];
	tenant: KeyringPair;
	/// Owns nothing and has no part in anything until it is given something.
	stranger: KeyringPair;
	foundation: string;
	/// Owns the listed assets; it has no key (T2).
	councilAccount: string;
	/// Where transaction fees and slashes wait (F7).
	feePot: string;
	/// What to call an address.
	name(address: string): string;
}

/// What the chain says of accounts that have no key.
export interface Keyless {
	/// What the account of the fees pallet is derived from.
	feesId: Uint8Array;
	councilAccount: string;
}

export async function developmentAccounts(ss58Prefix: number, { feesId, councilAccount }: Keyless): Promise<Accounts> {
	await cryptoWaitReady();
	const keyring = new Keyring({ type: "sr25519", ss58Format: ss58Prefix });
	const names = new Map<string, string>();
	const named = (uri: string, name: string): KeyringPair => {
		const pair = keyring.addFromUri(uri, { name });
		names.set(pair.address, name);
		return pair;
	};
	const provider = (name: string): ProviderKeys => {
		const account = named(`//${name}`, name);
		const proxy = encodeDerivedAddress(account.address, 0, ss58Prefix);
		names.set(proxy, `${name}'s proxy`);
		const attestationUri = `//${name}//attestation`;
		return {
			name,
			account,
			operator: named(`//${name}//operator`, `${name}'s operator`),
			attestation: keyring.addFromUri(attestationUri),
			attestationUri,
			proxy,
		};
	};
	const alice = named("//Alice", "Alice");
	const feePot = encodeAddress(u8aConcat("modl", feesId, new Uint8Array(20)), ss58Prefix);
	names.set(feePot, "Fee pot");
	names.set(councilAccount, "Council");
	const council: Accounts["council"] = [alice, named("//Bob", "Bob"), named("//Charlie", "Charlie")];
	return {
		council,
		feeders: council,
		sudo: alice,
		providers: [provider("Dave"), provider("Eve")],
		tenant: named("//Ferdie", "Ferdie"),
		stranger: named("//Stranger", "Stranger"),
		foundation: named("//Ferdie//stash", "Foundation").address,
		councilAccount,
		feePot,
		name: (address) => names.get(address) ?? `${address.slice(0, 6)}…${address.slice(-4)}`,
	};
}
