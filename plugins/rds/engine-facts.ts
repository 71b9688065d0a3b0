/** What differs between the engines that RDS runs and this kind offers. */
export interface EngineFacts {
  readonly port: number;
  /** How many parts of a version name a parameter group family: `postgres15`, but `mysql8.0`. */
  readonly familyParts: 1 | 2;
  /** The parameter that makes the server refuse connections without TLS. */
  readonly forceTls: string;
  /** Longest master user name. */
  readonly longestUsername: number;
  /** Names that the engine keeps for itself. */
  readonly reservedUsernames: readonly string[];
  readonly logExports: readonly string[];
}

/**
 * TLS: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html and
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/mysql-ssl-connections.html. Names and limits:
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
 */
export const engineFacts = {
  postgres: {
    port: 5432,
    familyParts: 1,
    forceTls: "rds.force_ssl",
    longestUsername: 63,
    reservedUsernames: ["admin", "rdsadmin"],
    logExports: ["postgresql", "upgrade"],
  },
  mysql: {
    port: 3306,
    familyParts: 2,
    forceTls: "require_secure_transport",
    longestUsername: 16,
    reservedUsernames: ["rdsadmin"],
    logExports: ["audit", "error", "general", "slowquery"],
  },
  mariadb: {
    port: 3306,
    familyParts: 2,
    forceTls: "require_secure_transport",
    longestUsername: 16,
    reservedUsernames: ["rdsadmin"],
    logExports: ["audit", "error", "general", "slowquery"],
  },
} as const satisfies Record<string, EngineFacts>;

export type EngineType = keyof typeof engineFacts;

/** The parameter group family of a version; undefined where the version says too little. */
export function parameterFamily(type: EngineType, version: string): string | undefined {
  const parts = version.split(".");
  const { familyParts } = engineFacts[type];
  return parts.length < familyParts ? undefined : `${type}${parts.slice(0, familyParts).join(".")}`;
}

/** Whether a version names one release, instead of "the newest of 15". */
export const isExactVersion = (type: EngineType, version: string): boolean =>
  version.split(".").length > engineFacts[type].familyParts;
