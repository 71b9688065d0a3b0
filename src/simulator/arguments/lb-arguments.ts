/** Arguments of these resource types, as @pulumi/aws 7.48.0 declares them; `!` marks a required one. */
export const lbArguments = {
  "aws:lb/loadBalancer:LoadBalancer": `
    accessLogs: { bucket!: string, enabled: boolean, prefix: string }
    clientKeepAlive: number
    connectionLogs: { bucket!: string, enabled: boolean, prefix: string }
    customerOwnedIpv4Pool: string
    desyncMitigationMode: string
    dnsRecordClientRoutingPolicy: string
    dropInvalidHeaderFields: boolean
    enableCrossZoneLoadBalancing: boolean
    enableDeletionProtection: boolean
    enableHttp2: boolean
    enablePrefixForIpv6SourceNat: string
    enableTlsVersionAndCipherSuiteHeaders: boolean
    enableWafFailOpen: boolean
    enableXffClientPort: boolean
    enableZonalShift: boolean
    enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: string
    healthCheckLogs: { bucket!: string, enabled: boolean, prefix: string }
    idleTimeout: number
    internal: boolean
    ipAddressType: string
    ipamPools: { ipv4IpamPoolId!: string }
    loadBalancerType: string
    minimumLoadBalancerCapacity: { capacityUnits!: number }
    name: string
    namePrefix: string
    preserveHostHeader: boolean
    region: string
    secondaryIpsAutoAssignedPerSubnet: number
    securityGroups: string[]
    subnetMappings: { allocationId: string, ipv6Address: string, outpostId: string, privateIpv4Address: string,
      subnetId!: string }[]
    subnets: string[]
    tags: map
    xffHeaderProcessingMode: string
  `,
  "aws:lb/targetGroup:TargetGroup": `
    connectionTermination: boolean
    deregistrationDelay: number
    healthCheck: { enabled: boolean, healthyThreshold: number, interval: number, matcher: string, path: string,
      port: string, protocol: string, timeout: number, unhealthyThreshold: number }
    ipAddressType: string
    lambdaMultiValueHeadersEnabled: boolean
    loadBalancingAlgorithmType: string
    loadBalancingAnomalyMitigation: string
    loadBalancingCrossZoneEnabled: string
    name: string
    namePrefix: string
    port: number
    preserveClientIp: string
    protocol: string
    protocolVersion: string
    proxyProtocolV2: boolean
    region: string
    slowStart: number
    stickiness: { cookieDuration: number, cookieName: string, enabled: boolean, type!: string }
    tags: map
    targetControlPort: number
    targetFailovers: { onDeregistration!: string, onUnhealthy!: string }[]
    targetGroupHealth: { dnsFailover: { minimumHealthyTargetsCount: string,
      minimumHealthyTargetsPercentage: string }, unhealthyStateRouting: { minimumHealthyTargetsCount: number,
      minimumHealthyTargetsPercentage: string } }
    targetHealthStates: { enableUnhealthyConnectionTermination!: boolean, unhealthyDrainingInterval: number }[]
    targetType: string
    vpcId: string
  `,
  "aws:lb/listener:Listener": `
    alpnPolicy: string
    certificateArn: string
    defaultActions!: { authenticateCognito: object, authenticateOidc: object, fixedResponse: { contentType!: string,
      messageBody: string, statusCode: string }, forward: { stickiness: { duration!: number, enabled: boolean },
      targetGroups!: { arn!: string, weight: number }[] }, jwtValidation: { additionalClaims: { format!: string,
      name!: string, values!: string[] }[], issuer!: string, jwksEndpoint!: string }, order: number,
      redirect: { host: string, path: string, port: string, protocol: string, query: string, statusCode!: string },
      targetGroupArn: string, type!: string }[]
    loadBalancerArn!: string
    mutualAuthentication: { advertiseTrustStoreCaNames: string, ignoreClientCertificateExpiry: boolean,
      mode!: string, trustStoreArn: string }
    port: number
    protocol: string
    region: string
    routingHttpRequestXAmznMtlsClientcertHeaderName: string
    routingHttpRequestXAmznMtlsClientcertIssuerHeaderName: string
    routingHttpRequestXAmznMtlsClientcertLeafHeaderName: string
    routingHttpRequestXAmznMtlsClientcertSerialNumberHeaderName: string
    routingHttpRequestXAmznMtlsClientcertSubjectHeaderName: string
    routingHttpRequestXAmznMtlsClientcertValidityHeaderName: string
    routingHttpRequestXAmznTlsCipherSuiteHeaderName: string
    routingHttpRequestXAmznTlsVersionHeaderName: string
    routingHttpResponseAccessControlAllowCredentialsHeaderValue: string
    routingHttpResponseAccessControlAllowHeadersHeaderValue: string
    routingHttpResponseAccessControlAllowMethodsHeaderValue: string
    routingHttpResponseAccessControlAllowOriginHeaderValue: string
    routingHttpResponseAccessControlExposeHeadersHeaderValue: string
    routingHttpResponseAccessControlMaxAgeHeaderValue: string
    routingHttpResponseContentSecurityPolicyHeaderValue: string
    routingHttpResponseServerEnabled: boolean
    routingHttpResponseStrictTransportSecurityHeaderValue: string
    routingHttpResponseXContentTypeOptionsHeaderValue: string
    routingHttpResponseXFrameOptionsHeaderValue: string
    sslPolicy: string
    tags: map
    tcpIdleTimeoutSeconds: number
  `,
  "aws:lb/listenerRule:ListenerRule": `
    actions!: { authenticateCognito: object, authenticateOidc: object, fixedResponse: { contentType!: string,
      messageBody: string, statusCode: string }, forward: { stickiness: { duration!: number, enabled: boolean },
      targetGroups!: { arn!: string, weight: number }[] }, jwtValidation: { additionalClaims: { format!: string,
      name!: string, values!: string[] }[], issuer!: string, jwksEndpoint!: string }, order: number,
      redirect: { host: string, path: string, port: string, protocol: string, query: string, statusCode!: string },
      targetGroupArn: string, type!: string }[]
    conditions!: { hostHeader: { regexValues: string[], values: string[] }, httpHeader: { httpHeaderName!: string,
      regexValues: string[], values: string[] }, httpRequestMethod: { values!: string[] },
      pathPattern: { regexValues: string[], values: string[] }, queryStrings: { key: string, value!: string }[],
      sourceIp: { ipAddressType: string, values: string[] } }[]
    listenerArn!: string
    priority: number
    region: string
    tags: map
    transforms: { hostHeaderRewriteConfig: { rewrite: { regex!: string, replace!: string } }, type!: string,
      urlRewriteConfig: { rewrite: { regex!: string, replace!: string } } }[]
  `,
} as const;
