/** Arguments of these resource types, as @pulumi/aws 7.48.0 declares them; `!` marks a required one. */
export const ec2NetworkArguments = {
  "aws:ec2/vpc:Vpc": `
    assignGeneratedIpv6CidrBlock: boolean
    cidrBlock: string
    enableDnsHostnames: boolean
    enableDnsSupport: boolean
    enableNetworkAddressUsageMetrics: boolean
    instanceTenancy: string
    ipv4IpamPoolId: string
    ipv4NetmaskLength: number
    ipv6CidrBlock: string
    ipv6CidrBlockNetworkBorderGroup: string
    ipv6IpamPoolId: string
    ipv6NetmaskLength: number
    region: string
    tags: map
  `,
  "aws:ec2/subnet:Subnet": `
    assignIpv6AddressOnCreation: boolean
    availabilityZone: string
    availabilityZoneId: string
    cidrBlock: string
    customerOwnedIpv4Pool: string
    enableDns64: boolean
    enableLniAtDeviceIndex: number
    enableResourceNameDnsARecordOnLaunch: boolean
    enableResourceNameDnsAaaaRecordOnLaunch: boolean
    ipv4IpamPoolId: string
    ipv4NetmaskLength: number
    ipv6CidrBlock: string
    ipv6IpamPoolId: string
    ipv6Native: boolean
    ipv6NetmaskLength: number
    mapCustomerOwnedIpOnLaunch: boolean
    mapPublicIpOnLaunch: boolean
    outpostArn: string
    privateDnsHostnameTypeOnLaunch: string
    region: string
    tags: map
    vpcId!: string
  `,
  "aws:ec2/internetGateway:InternetGateway": `
    region: string
    tags: map
    vpcId: string
  `,
  "aws:ec2/eip:Eip": `
    address: string
    associateWithPrivateIp: string
    customerOwnedIpv4Pool: string
    domain: string
    instance: string
    ipamPoolId: string
    networkBorderGroup: string
    networkInterface: string
    publicIpv4Pool: string
    region: string
    tags: map
  `,
  "aws:ec2/natGateway:NatGateway": `
    allocationId: string
    availabilityMode: string
    availabilityZoneAddresses: { allocationIds: string[], availabilityZone: string, availabilityZoneId: string }[]
    connectivityType: string
    privateIp: string
    region: string
    secondaryAllocationIds: string[]
    secondaryPrivateIpAddressCount: number
    secondaryPrivateIpAddresses: string[]
    subnetId: string
    tags: map
    vpcId: string
  `,
  "aws:ec2/routeTable:RouteTable": `
    propagatingVgws: string[]
    region: string
    routes: { carrierGatewayId: string, cidrBlock: string, coreNetworkArn: string, destinationPrefixListId: string,
      egressOnlyGatewayId: string, gatewayId: string, ipv6CidrBlock: string, localGatewayId: string,
      natGatewayId: string, networkInterfaceId: string, odbNetworkArn: string, transitGatewayId: string,
      vpcEndpointId: string, vpcPeeringConnectionId: string }[]
    tags: map
    vpcId!: string
  `,
  "aws:ec2/routeTableAssociation:RouteTableAssociation": `
    gatewayId: string
    region: string
    routeTableId!: string
    subnetId: string
  `,
  "aws:ec2/vpcEndpoint:VpcEndpoint": `
    autoAccept: boolean
    dnsOptions: { dnsRecordIpType: string, privateDnsOnlyForInboundResolverEndpoint: boolean,
      privateDnsPreference: string, privateDnsSpecifiedDomains: string[] }
    ipAddressType: string
    policy: string
    privateDnsEnabled: boolean
    region: string
    resourceConfigurationArn: string
    routeTableIds: string[]
    securityGroupIds: string[]
    serviceName: string
    serviceNetworkArn: string
    serviceRegion: string
    subnetConfigurations: { ipv4: string, ipv6: string, subnetId: string }[]
    subnetIds: string[]
    tags: map
    vpcEndpointType: string
    vpcId!: string
  `,
} as const;
