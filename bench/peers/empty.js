// Stands in for Node's own modules that a peer names and never uses in a page.
export default {}
