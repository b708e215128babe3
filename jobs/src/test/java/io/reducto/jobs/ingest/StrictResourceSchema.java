package io.reducto.jobs.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.List;

/**
 * The schema of a version of a custom resource. An API server drops fields that it does not know
 * and says nothing; here they are findings, except below {@code
 * x-kubernetes-preserve-unknown-fields}.
 */
final class StrictResourceSchema {
    private static final String PRESERVE = "x-kubernetes-preserve-unknown-fields";

    private final JsonSchema schema;

    /**
     * Reads it.
     *
     * @param definition a CustomResourceDefinition, v1
     * @param version its version
     */
    StrictResourceSchema(JsonNode definition, String version) {
        ObjectNode strict = schema(definition, version).deepCopy();
        ObjectNode properties = strict.withObject("/properties");
        // What every resource has, and no schema names.
        properties
                .withObject("/apiVersion")
                .put("const", definition.at("/spec/group").asText() + "/" + version);
        properties.withObject("/kind").put("const", definition.at("/spec/names/kind").asText());
        properties.withObject("/metadata").put("type", "object").put(PRESERVE, true);
        strict.putArray("required").add("apiVersion").add("kind").add("metadata").add("spec");
        close(strict);
        schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(strict);
    }

    private static JsonNode schema(JsonNode definition, String version) {
        for (JsonNode each : definition.at("/spec/versions")) {
            if (each.path("name").asText().equals(version)) {
                return each.at("/schema/openAPIV3Schema");
            }
        }
        throw new IllegalArgumentException(
                "version: expected one of the definition's, found " + version);
    }

    /** Lets no object have a field that is not described. */
    private static void close(JsonNode node) {
        node.path("properties").forEach(StrictResourceSchema::close);
        close(node, "items");
        close(node, "additionalProperties");
        if (node instanceof ObjectNode object
                && node.path("type").asText().equals("object")
                && !node.has("additionalProperties")
                && !node.path(PRESERVE).asBoolean()) {
            object.put("additionalProperties", false);
        }
    }

    private static void close(JsonNode node, String below) {
        if (node.path(below).isObject()) {
            close(node.path(below));
        }
    }

    /** What is wrong with a resource: where, and which rule. */
    List<String> findings(JsonNode resource) {
        return schema.validate(resource).stream()
                .map(StrictResourceSchema::shown)
                .sorted()
                .toList();
    }

    private static String shown(ValidationMessage message) {
        return message.getType().equals("additionalProperties")
                ? "%s: unknown field %s"
                        .formatted(message.getInstanceLocation(), message.getProperty())
                : "%s: %s".formatted(message.getInstanceLocation(), message.getType());
    }
}
