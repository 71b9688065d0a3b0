export { type OpenAccount, openSimulatedAccount, type RetainedItem } from "./open-simulated-account.ts";
export { simulatedCloudReader } from "./simulated-cloud-reader.ts";
export { type RunningAccount, type StartOptions, startSimulatedAccount } from "./start-simulated-account.ts";
