"use strict";

const element = (id) => document.getElementById(id);
const queries = JSON.parse(element("queries").textContent);

function cell(name, text) {
  const node = document.createElement(name);
  node.textContent = text;
  node.dir = "auto";
  return node;
}

function row(name, texts) {
  const node = document.createElement("tr");
  node.append(...texts.map((text) => cell(name, text)));
  return node;
}

function showTable(answer) {
  if (!answer.head.vars) {
    element("status").textContent = answer.boolean ? "Yes" : "No";
    return;
  }
  const columns = answer.head.vars;
  const rows = answer.results.bindings;
  element("table").append(
    row("th", columns),
    ...rows.map((binding) => row("td", columns.map((column) => (binding[column] ? binding[column].value : "")))),
  );
  element("status").textContent = rows.length === 1 ? "1 row" : `${rows.length} rows`;
}

async function ask(event) {
  event.preventDefault();
  element("table").replaceChildren();
  element("text").textContent = "";
  element("status").textContent = "Asking …";
  try {
    const response = await fetch("query", {
      method: "POST",
      headers: { Accept: "application/sparql-results+json, text/turtle" },
      body: new URLSearchParams({ query: element("sparql").value }),
    });
    if (response.headers.get("Content-Type").includes("json")) {
      showTable(await response.json());
    } else {
      element("text").textContent = await response.text();
      element("status").textContent = response.ok ? "Turtle" : "No answer";
    }
  } catch (error) {
    element("status").textContent = `The server does not answer: ${error.message}`;
  }
}

element("form").addEventListener("submit", ask);
element("named").addEventListener("change", () => {
  element("sparql").value = queries[element("named").value] || "";
});
element("sparql").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) ask(event);
});
