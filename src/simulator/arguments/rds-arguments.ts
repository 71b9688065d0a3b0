/** Arguments of these resource types, as @pulumi/aws 7.48.0 declares them; `!` marks a required one. */
export const rdsArguments = {
  "aws:rds/instance:Instance": `
    allocatedStorage: number
    allowMajorVersionUpgrade: boolean
    applyImmediately: boolean
    autoMinorVersionUpgrade: boolean
    availabilityZone: string
    backupRetentionPeriod: number
    backupTarget: string
    backupWindow: string
    blueGreenUpdate: { enabled: boolean }
    caCertIdentifier: string
    characterSetName: string
    copyTagsToSnapshot: boolean
    customIamInstanceProfile: string
    customerOwnedIpEnabled: boolean
    databaseInsightsMode: string
    dbName: string
    dbSubnetGroupName: string
    dedicatedLogVolume: boolean
    deleteAutomatedBackups: boolean
    deletionProtection: boolean
    domain: string
    domainAuthSecretArn: string
    domainDnsIps: string[]
    domainFqdn: string
    domainIamRoleName: string
    domainOu: string
    enabledCloudwatchLogsExports: string[]
    engine: string
    engineLifecycleSupport: string
    engineVersion: string
    finalSnapshotIdentifier: string
    iamDatabaseAuthenticationEnabled: boolean
    identifier: string
    identifierPrefix: string
    instanceClass!: string
    iops: number
    kmsKeyId: string
    licenseModel: string
    maintenanceWindow: string
    manageMasterUserPassword: boolean
    masterUserSecretKmsKeyId: string
    maxAllocatedStorage: number
    monitoringInterval: number
    monitoringRoleArn: string
    multiAz: boolean
    ncharCharacterSetName: string
    networkType: string
    optionGroupName: string
    parameterGroupName: string
    password: string
    passwordWo: string
    passwordWoVersion: number
    performanceInsightsEnabled: boolean
    performanceInsightsKmsKeyId: string
    performanceInsightsRetentionPeriod: number
    port: number
    publiclyAccessible: boolean
    region: string
    replicaMode: string
    replicateSourceDb: string
    restoreToPointInTime: { restoreTime: string, sourceDbInstanceAutomatedBackupsArn: string,
      sourceDbInstanceIdentifier: string, sourceDbiResourceId: string, useLatestRestorableTime: boolean }
    s3Import: { bucketName!: string, bucketPrefix: string, ingestionRole!: string, sourceEngine!: string,
      sourceEngineVersion!: string }
    skipFinalSnapshot: boolean
    snapshotIdentifier: string
    storageEncrypted: boolean
    storageThroughput: number
    storageType: string
    tags: map
    timezone: string
    upgradeStorageConfig: boolean
    username: string
    vpcSecurityGroupIds: string[]
    warningEventCategories: string[]
  `,
  "aws:rds/subnetGroup:SubnetGroup": `
    description: string
    name: string
    namePrefix: string
    region: string
    subnetIds!: string[]
    tags: map
  `,
  "aws:rds/parameterGroup:ParameterGroup": `
    description: string
    family!: string
    name: string
    namePrefix: string
    parameters: { applyMethod: string, name!: string, value!: string }[]
    region: string
    skipDestroy: boolean
    tags: map
  `,
} as const;
