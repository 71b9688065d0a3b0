//go:build tools

// Package engine pins the Pulumi engine and everything it is built from, so that a build needs no release server.
package engine

import _ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
