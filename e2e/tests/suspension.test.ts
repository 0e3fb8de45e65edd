// A provider that takes on nothing for a while: suspended by the council, or in maintenance of its own.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import type { Token } from "../src/balances.ts";
import { big, type Tx } from "../src/chain.ts";
import { admit, offerFor } from "../src/scenario.ts";
import { blockOf, happened, of } from "./motions.ts";
import { Account, Bench, cost, end, ending, motionRefused, refused, running, smallOrder, statusOf } from "./support.ts";

/// Of the `fast` preset, in blocks. All its blocks are open, so a block's number is its time.
const MAINTENANCE_NOTICE = 5;

const PRICE = 1_111_111n;

let bench: Bench;
let uspon: Token;
before(async () => {
	bench = await Bench.start("fast");
	const { market } = bench;
	const { providers: [dave], tenant } = market.accounts;
	uspon = market.token("uSPON");
	await Promise.all([
		admit(market, [dave], offerFor(market, smallOrder(market))),
		market.deposit(tenant, uspon, 100_000_000n),
	]);
});
afterEach(async () => {
	await bench.idle();
	await bench.settled();
});
after(() => bench.stop());

test("a provider is suspended, which ends its leases, and reinstated", async () => {
	const { market, chain } = bench;
	const { providers: [dave], tenant } = market.accounts;
	const [suspend, reinstate] = ["suspend", "reinstate"].map((name) =>
		chain.call(`registry.${name}`, { provider: dave.account.address }),
	) as [Tx, Tx];
	const lease = await running(market, dave, tenant, smallOrder(market), PRICE);
	const account = await Account.open(market);
	const motion = await market.council([suspend]);
	const since = blockOf(motion, "registry.ProviderSuspended");
	const closing = await end(chain, lease.lease, since, "ProviderSuspended");
	await account.expect(closing, ending("Ferdie", uspon, cost(lease, since), lease.locked));
	assert.equal(await statusOf(market, dave), "Suspended");
	// The provider has not said yet that the workload is gone.
	await motionRefused(market, "registry.StillDraining", reinstate);
	await market.confirmClosed(dave, lease.lease);

	const { order } = await market.order(tenant, smallOrder(market));
	await Promise.all([
		refused(market, "orders.ProviderNotActive", market.bid(dave, order, PRICE)),
		refused(market, "registry.Suspended", market.propose(dave, offerFor(market, smallOrder(market)))),
	]);
	happened(await market.council([reinstate]), "registry.ProviderActivated");
	assert.equal(await statusOf(market, dave), "Active");
});

test("a provider announces maintenance, takes on nothing in it, and goes on serving", async () => {
	const { market, chain } = bench;
	const { providers: [dave], tenant } = market.accounts;
	const announce = async (ahead: number) => {
		const startsAt = (await chain.head()).number + ahead;
		return chain.send(chain.call("registry.announceMaintenance", { startsAt, endsAt: startsAt + 100 }), dave.account);
	};
	const lease = await running(market, dave, tenant, smallOrder(market), PRICE);
	await refused(market, "registry.MaintenanceTooSoon", announce(MAINTENANCE_NOTICE));
	const ahead = MAINTENANCE_NOTICE + 3;
	const announced = await announce(ahead);
	await refused(market, "registry.MaintenanceAnnounced", announce(ahead));
	const { startsAt } = of(announced, "registry.MaintenanceAnnounced");
	/// Gives what becomes of a bid of Dave's on a new order.
	const bid = async () => market.bid(dave, (await market.order(tenant, smallOrder(market))).order, PRICE);
	await chain.reach(Number(big(startsAt)) - 1);
	await refused(market, "orders.ProviderNotActive", bid());
	await bench.idle();

	const account = await Account.open(market);
	await chain.send(chain.call("registry.endMaintenance"), dave.account);
	const { event } = await chain.event("leases.LeaseOpened", (await bid()).block, 5);
	await market.close(tenant, big(event.data["lease"]));
	const closed = await market.close(tenant, lease.lease);
	await account.expect(closed.block, ending("Ferdie", uspon, cost(lease, closed.block), lease.locked));
	await market.confirmClosed(dave, lease.lease);
});
