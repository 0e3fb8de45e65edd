// What the chain tells of attestations and leases, beside what it must tell by what was attested.

import assert from "node:assert/strict";
import type { Enum, Vec } from "@polkadot/types";
import type { Codec } from "@polkadot/types/types";
import { Attested, type Clock, type Happening, type Unhealthy } from "../src/attested.ts";
import { big, fields, type Chain, type Event } from "../src/chain.ts";
import { split, type Rates, type Split } from "../src/ledger.ts";

/// One that was included.
interface Attestation {
	block: number;
	sequence: number;
	/// The clock after it, as the chain tells.
	told: Clock;
	/// The same by the rules.
	counted: Clock;
}

/// A lease as the chain tells of it.
interface Told {
	provider: string;
	price: bigint;
	/// All that was settled.
	settled: Split;
}

const NOTHING: Split = { gross: 0n, tenant: 0n, provider: 0n, foundation: 0n, userFee: 0n, providerFee: 0n };

/// Reads the chain block by block, from the first on, before nodes forget what happened in them.
export class Journal {
	/// The last block that was read.
	private last = 0;
	private reading: Promise<void> | undefined;
	private readonly attested: Attested;
	private readonly attestations = new Map<string, Attestation[]>();
	private readonly leases = new Map<bigint, Told>();

	constructor(
		private readonly chain: Chain,
		private readonly period: number,
	) {
		this.attested = new Attested(period);
	}

	/// Read on up to block `until`, and wait for it. Several can ask for that at once.
	async read(until: number): Promise<void> {
		while (this.last < until) {
			this.reading ??= this.readNext().finally(() => (this.reading = undefined));
			await this.reading;
		}
	}

	/// All attestations of `provider` that were read.
	of(provider: string): Attestation[] {
		return this.attestations.get(provider) ?? [];
	}

	/// When the clock of `provider` stops, by the last attestation that was read.
	until(provider: string): number {
		return this.attested.clock(provider).until;
	}

	/// For how many blocks `lease` is to be paid, as far as was read and up to block `until` at most.
	served(lease: bigint, until?: number): number {
		return this.attested.served(lease, until);
	}

	/// Each attestation counted once, in order, none within a period of the one before (A2, A4); and the
	/// clock is what the rules make of them (A3).
	checkAttestations(provider: string): void {
		const all = this.of(provider);
		assert.deepEqual(all.map(({ sequence }) => sequence), all.map((_, i) => i + 1), "none is lost, none doubled");
		all.slice(1).forEach(({ block }, i) => {
			const before = all[i]?.block ?? 0;
			assert.ok(block - before >= this.period, `one in a period, but one is in block ${before} and one in ${block}`);
		});
		assert.deepEqual(all.map(({ told }) => told), all.map(({ counted }) => counted));
	}

	/// Every lease has cost what the blocks that were attested cost; gives who earned how much in all, and
	/// what tenants paid.
	checkLeases(rates: Rates): { earned: Map<string, bigint>; paid: bigint } {
		const earned = new Map<string, bigint>();
		let paid = 0n;
		for (const [lease, { provider, price, settled }] of this.leases) {
			const due = split([{ price, blocks: BigInt(this.served(lease)) }], rates);
			assert.deepEqual(settled, due, `lease ${lease}`);
			earned.set(provider, (earned.get(provider) ?? 0n) + due.provider);
			paid += due.tenant;
		}
		return { earned, paid };
	}

	private async readNext(): Promise<void> {
		const number = this.last + 1;
		await this.chain.reach(number);
		const events = await this.chain.events(number);
		this.last = number;
		this.attested.block(number, events.flatMap(happening));
		for (const event of events) this.note(event);
	}

	private note({ name, data }: Event): void {
		if (name === "attestation.Attested") {
			const provider = String(data["provider"]);
			const sequence = Number(big(data["sequence"]));
			const told = { alive: Number(big(data["alive"])), until: Number(big(data["until"])) };
			const counted = { ...this.attested.clock(provider) };
			this.attestations.set(provider, [...this.of(provider), { block: this.last, sequence, told, counted }]);
		} else if (name === "leases.LeaseOpened") {
			const { lease, provider, price } = data;
			this.leases.set(big(lease), { provider: String(provider), price: big(price), settled: NOTHING });
		} else if (name === "leases.LeaseSettled") {
			const told = this.leases.get(big(data["lease"]));
			assert.ok(told, "a lease is opened before it is settled");
			told.settled = sum(told.settled, data);
		}
	}
}

/// What an event means for what is to be paid.
function happening({ name, data }: Event): Happening[] {
	switch (name) {
		case "attestation.Attested":
			return [{ what: "attested", provider: String(data["provider"]), unhealthy: unhealthy(data["unhealthy"]) }];
		case "leases.LeaseOpened":
			return [{ what: "opened", lease: big(data["lease"]), provider: String(data["provider"]) }];
		case "leases.LeaseActivated":
			return [{ what: "activated", lease: big(data["lease"]) }];
		case "leases.LeaseClosing":
			return [{ what: "ended", lease: big(data["lease"]), as: Number(big(data["ended"])) }];
		default:
			return [];
	}
}

function unhealthy(said: Codec | undefined): Unhealthy {
	const { type, value } = said as Enum;
	return type === "Listed" ? [...(value as Vec<Codec>)].map(big) : (type as "None" | "All");
}

function sum(before: Split, { step, net }: Event["data"]): Split {
	const { gross, userFee, share, providerFee } = fields(step);
	return {
		gross: before.gross + big(gross),
		tenant: before.tenant + big(gross) + big(userFee),
		provider: before.provider + big(net),
		foundation: before.foundation + big(share),
		userFee: before.userFee + big(userFee),
		providerFee: before.providerFee + big(providerFee),
	};
}
