"""One dependency scheme over a Doc: parse, clauses, quotations."""
