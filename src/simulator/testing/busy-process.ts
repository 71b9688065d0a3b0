import { Account } from "../account/account.ts";
import { AccountFolder } from "../account/account-folder.ts";
import { Provider } from "../provider/provider.ts";
import { realClock } from "./real-clock.ts";

// A process that makes, changes and deletes queues as fast as it can, for tests that kill it.
const [folder = "", name = "", rounds = "1"] = process.argv.slice(2);
const provider = new Provider(new Account(new AccountFolder(folder), realClock));
const context = { region: "us-east-1", environment: "dev", signal: new AbortController().signal };

console.log("ready");
for (let round = 0; round < Number(rounds); round++) {
  const urn = `urn:pulumi:orders.api::shop::aws:sqs/queue:Queue::${name}-${round}`;
  const made = await provider.create(urn, { name: `${name}-${round}` }, false, context);
  await provider.update(
    urn,
    made.id,
    made.properties,
    { name: `${name}-${round}`, delaySeconds: round % 900 },
    false,
    context,
  );
  if (round % 2 === 1) await provider.delete(urn, made.id, made.properties, context);
}
