/** Arguments of these resource types, as @pulumi/aws 7.48.0 declares them; `!` marks a required one. */
export const ecsArguments = {
  "aws:ecs/cluster:Cluster": `
    configuration: { executeCommandConfiguration: { kmsKeyId: string,
      logConfiguration: { cloudWatchEncryptionEnabled: boolean, cloudWatchLogGroupName: string,
      s3BucketEncryptionEnabled: boolean, s3BucketName: string, s3KeyPrefix: string }, logging: string },
      managedStorageConfiguration: { fargateEphemeralStorageKmsKeyId: string, kmsKeyId: string } }
    name: string
    region: string
    serviceConnectDefaults: { namespace!: string }
    settings: { name!: string, value!: string }[]
    tags: map
  `,
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": `
    capacityProviders: string[]
    clusterName!: string
    defaultCapacityProviderStrategies: { base: number, capacityProvider!: string, weight: number }[]
    region: string
  `,
  "aws:ecs/taskDefinition:TaskDefinition": `
    containerDefinitions!: string
    cpu: string
    enableFaultInjection: boolean
    ephemeralStorage: { sizeInGib!: number }
    executionRoleArn: string
    family!: string
    ipcMode: string
    memory: string
    networkMode: string
    pidMode: string
    placementConstraints: { expression: string, type!: string }[]
    proxyConfiguration: { containerName!: string }
    region: string
    requiresCompatibilities: string[]
    runtimePlatform: { cpuArchitecture: string, operatingSystemFamily: string }
    skipDestroy: boolean
    tags: map
    taskRoleArn: string
    trackLatest: boolean
    volumes: { configureAtLaunch: boolean, dockerVolumeConfiguration: { autoprovision: boolean, driver: string },
      efsVolumeConfiguration: { authorizationConfig: { accessPointId: string, iam: string }, fileSystemId!: string,
      rootDirectory: string, transitEncryption: string, transitEncryptionPort: number },
      fsxWindowsFileServerVolumeConfiguration: { authorizationConfig!: { credentialsParameter!: string,
      domain!: string }, fileSystemId!: string, rootDirectory!: string }, hostPath: string, name!: string,
      s3filesVolumeConfiguration: { accessPointArn: string, fileSystemArn!: string, rootDirectory: string,
      transitEncryptionPort: number } }[]
  `,
  "aws:ecs/service:Service": `
    alarms: { alarmNames!: string[], enable!: boolean, rollback!: boolean }
    availabilityZoneRebalancing: string
    capacityProviderStrategies: { base: number, capacityProvider!: string, weight: number }[]
    cluster: string
    deploymentCircuitBreaker: { enable!: boolean, rollback!: boolean }
    deploymentConfiguration: { bakeTimeInMinutes: string, canaryConfiguration: { canaryBakeTimeInMinutes: string,
      canaryPercent: number }, lifecycleHooks: { hookDetails: string, hookTargetArn: string,
      lifecycleStages!: string[], roleArn: string, targetType: string, timeoutConfiguration: { action: string,
      timeoutInMinutes: string } }[], linearConfiguration: { stepBakeTimeInMinutes: string, stepPercent: number },
      strategy: string }
    deploymentController: { type: string }
    deploymentMaximumPercent: number
    deploymentMinimumHealthyPercent: number
    desiredCount: number
    enableEcsManagedTags: boolean
    enableExecuteCommand: boolean
    forceDelete: boolean
    forceNewDeployment: boolean
    healthCheckGracePeriodSeconds: number
    iamRole: string
    launchType: string
    loadBalancers: { advancedConfiguration: { alternateTargetGroupArn!: string, productionListenerRule!: string,
      roleArn!: string, testListenerRule: string }, containerName!: string, containerPort!: number, elbName: string,
      targetGroupArn: string }[]
    name: string
    networkConfiguration: { assignPublicIp: boolean, securityGroups: string[], subnets!: string[] }
    orderedPlacementStrategies: { field: string, type!: string }[]
    placementConstraints: { expression: string, type!: string }[]
    platformVersion: string
    propagateTags: string
    region: string
    schedulingStrategy: string
    serviceConnectConfiguration: { accessLogConfiguration: { format!: string, includeQueryParameters: string },
      enabled!: boolean, logConfiguration: { logDriver!: string }, namespace: string,
      services: { clientAlias: { dnsName: string, port!: number, testTrafficRules: object[] }[],
      discoveryName: string, ingressPortOverride: number, portName!: string, timeout: { idleTimeoutSeconds: number,
      perRequestTimeoutSeconds: number }, tls: { issuerCertAuthority!: object, kmsKey: string,
      roleArn: string } }[] }
    serviceRegistries: { containerName: string, containerPort: number, port: number, registryArn!: string }
    sigintRollback: boolean
    tags: map
    taskDefinition: string
    triggers: map
    volumeConfiguration: { managedEbsVolume!: { encrypted: boolean, fileSystemType: string, iops: number,
      kmsKeyId: string, roleArn!: string, sizeInGb: number, snapshotId: string,
      tagSpecifications: { propagateTags: string, resourceType!: string }[], throughput: number,
      volumeInitializationRate: number, volumeType: string }, name!: string }
    vpcLatticeConfigurations: { portName!: string, roleArn!: string, targetGroupArn!: string }[]
    waitForSteadyState: boolean
  `,
} as const;
