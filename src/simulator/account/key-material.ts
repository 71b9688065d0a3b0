import { createHmac, randomBytes } from "node:crypto";
import type { AccountFolder } from "./account-folder.ts";

/** Secret keys of the account, each made when it is first used and kept in a file of mode 0600. */
export class KeyMaterial {
  constructor(private readonly folder: AccountFolder) {}

  /** 32 bytes that stay the same for a name. */
  key(name: string): Buffer {
    const known = this.folder.read<{ key: string }>("keys", name);
    if (known) return Buffer.from(known.key, "base64");
    return this.folder.change(() => {
      const raced = this.folder.read<{ key: string }>("keys", name);
      if (raced) return Buffer.from(raced.key, "base64");
      const key = randomBytes(32);
      this.folder.write("keys", name, { key: key.toString("base64") });
      return key;
    });
  }

  /** Recognises a sensitive value again without holding it. */
  digest(value: unknown): string {
    return createHmac("sha256", this.key("digest")).update(JSON.stringify(value)).digest("hex");
  }
}
