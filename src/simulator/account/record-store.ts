import type { JsonObject } from "../../model/json.ts";
import { ruleCatalogue } from "../types/rule-catalogue.ts";
import type { AccountView, Reference } from "../types/type-rule.ts";
import type { AccountFolder } from "./account-folder.ts";
import { accountId } from "./identifiers.ts";
import type { ResourceRecord } from "./resource-record.ts";

const slug = (type: string): string => (type.split(":")[1] ?? type).replace("/", "-");

/** Resources by type and region, each in a file of its own; and what else exists or was left behind. */
export class RecordStore implements AccountView {
  constructor(readonly folder: AccountFolder) {}

  /** Every resource of every type, by type, region and key. */
  all(): ResourceRecord[] {
    return this.folder
      .folders("resources")
      .flatMap((type) =>
        this.folder
          .folders(`resources/${type}`)
          .flatMap((region) => [...this.folder.list<ResourceRecord>(`resources/${type}/${region}`)]),
      );
  }

  list(type: string, region: string): readonly ResourceRecord[] {
    return this.folder.list<ResourceRecord>(place(type, region));
  }

  find(type: string, region: string, by: string, value: string): ResourceRecord | undefined {
    if (value === "") return undefined;
    // Where a resource is kept by what it is asked for, its file alone is looked at.
    const direct = this.folder.read<ResourceRecord>(place(type, region), value);
    if (direct && attribute(direct, by) === value) return direct;
    return this.list(type, region).find((each) => attribute(each, by) === value);
  }

  /** What an argument names, if it exists: here, as a group that a VPC came with, or as an existing resource. */
  exists(reference: Reference, region: string, value: string): boolean {
    if (reference.provided?.test(value)) return true;
    if (reference.by.some((by) => this.find(reference.to, region, by, value))) return true;
    if (reference.to === "aws:ec2/securityGroup:SecurityGroup") {
      if (this.find("aws:ec2/vpc:Vpc", region, "defaultSecurityGroupId", value)) return true;
    }
    return this.existing(reference.to, value) !== undefined || this.#isOutside(value);
  }

  /**
   * Whether a name is of something that nobody here manages and that cannot be looked at: an ARN of another account, or
   * a subnet or group where an existing VPC, whose it may be, was looked up.
   */
  #isOutside(value: string): boolean {
    const account = /^arn:aws[a-z-]*:[^:]*:[^:]*:(\d{12}):/.exec(value)?.[1];
    if (account !== undefined) return account !== accountId;
    if (!/^(subnet|sg)-[0-9a-f]{8,17}$/.test(value)) return false;
    return this.folder.list<{ id: string }>("existing").some((each) => each.id.startsWith("vpc-"));
  }

  read(type: string, region: string, key: string): ResourceRecord | undefined {
    return this.folder.read<ResourceRecord>(place(type, region), key);
  }

  write(record: ResourceRecord): void {
    this.folder.write(place(record.type, record.region), record.key, record);
  }

  remove(record: ResourceRecord): void {
    this.folder.remove(place(record.type, record.region), record.key);
    this.folder.remove("digests", digestName(record));
  }

  existing(type: string, id: string): JsonObject | undefined {
    return this.folder.read<JsonObject>(type === "snapshot" ? "retained" : "existing", id);
  }

  addExisting(id: string, properties: JsonObject): void {
    this.folder.change(() => this.folder.write("existing", id, properties));
  }

  nextRevision(region: string, family: string): number {
    const revision = (this.folder.read<{ revision: number }>(`families/${region}`, family)?.revision ?? 0) + 1;
    this.folder.write(`families/${region}`, family, { revision });
    return revision;
  }

  /** Digests of a resource's sensitive arguments: apart from it, because they differ from account to account. */
  digests(record: ResourceRecord): Readonly<Record<string, string>> {
    return this.folder.read<Record<string, string>>("digests", digestName(record)) ?? {};
  }

  writeDigests(record: ResourceRecord, digests: Readonly<Record<string, string>>): void {
    this.folder.write("digests", digestName(record), digests);
  }
}

const digestName = (record: ResourceRecord): string => `${slug(record.type)} ${record.region} ${record.key}`;

const place = (type: string, region: string): string =>
  `resources/${slug(type)}/${ruleCatalogue.get(type)?.global ? "global" : region}`;

/** The key of a resource outside of Deployer that AWS knows by name. */
export const outsideName = (type: string, name: string): string => `${type}|${name}`;

const attribute = (record: ResourceRecord, by: string): unknown => (by === "id" ? record.id : record.properties[by]);
