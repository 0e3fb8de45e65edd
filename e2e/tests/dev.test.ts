// One validator, the parameters of the real chain.

import { after, afterEach, before, test } from "node:test";
import { deploys } from "./deployment.ts";
import { Bench } from "./support.ts";

let bench: Bench;
before(async () => {
	bench = await Bench.start("dev");
});
afterEach(() => bench.settled());
after(() => bench.stop());

test("a deployment file becomes a lease that is paid for to the last unit", async () => {
	await deploys(bench.market);
});
