// Bun gives these files as text because they are imported `with { type: "text" }`; the compiler has to be told.
declare module "*/go.mod" {
  const text: string;
  export default text;
}
declare module "*/go.sum" {
  const text: string;
  export default text;
}
declare module "*/tools.go" {
  const text: string;
  export default text;
}
