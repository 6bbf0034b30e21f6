// Validates a document against OpenRPC's meta-schema (JSON Schema draft-07), and each schema in it against the meta-schema of draft 2020-12:
//
//   node open-rpc.mjs <file>
//
// Ends with 0, or says what is wrong, and ends with 1.

import { readFileSync } from "node:fs";
import Ajv from "ajv";
import Ajv2020 from "ajv/dist/2020.js";
import jsonSchema from "@json-schema-tools/meta-schema";
import { openrpcDocument } from "@open-rpc/meta-schema";

const document = JSON.parse(readFileSync(process.argv[2], "utf8"));

// Formats are annotations. Strictness is about how schemas are written, and these are not ours.
const draft7 = new Ajv({ strict: false, allErrors: true, validateFormats: false });
const { $id, $schema, ...metaSchema } = jsonSchema.default ?? jsonSchema;
draft7.addSchema(metaSchema, "https://meta.json-schema.tools/");
draft7.addSchema(metaSchema, "https://meta.json-schema.tools");
const isDocument = draft7.compile({ ...openrpcDocument, $schema: undefined });
const problems = isDocument(document) ? [] : isDocument.errors.map((error) => `${error.instancePath} ${error.message}`);

const draft2020 = new Ajv2020({ strict: false, validateFormats: false });
const schemas = [
  ...document.methods.flatMap((method) => [...method.params.map((param) => param.schema), method.result.schema, method["x-progress"] ?? {}]),
  ...document["x-topics"].map((topic) => topic.schema),
  ...document["x-errors"].map((error) => error.schema),
  ...Object.values(document.components.schemas),
];
for (const schema of schemas) {
  if (!draft2020.validateSchema(schema)) {
    problems.push(`${JSON.stringify(schema)}: ${draft2020.errorsText()}`);
  }
}

// Every reference leads somewhere.
for (const [, kind, name] of JSON.stringify(document).matchAll(/"#\/components\/(\w+)\/([^"]+)"/g)) {
  if (!(name in document.components[kind])) {
    problems.push(`#/components/${kind}/${name} leads nowhere.`);
  }
}

console.log(`${document.methods.length} methods, ${schemas.length} schemas`);
if (problems.length > 0) {
  console.error(problems.join("\n"));
  process.exitCode = 1;
}
