# Thin names over ./mvnw and the scripts; each recipe is a line of build/executed-commands.txt.
.PHONY: help build test fmt licences selftest ci

help:      ## this list
	@grep -E '^[a-z]+: +##' Makefile

build:     ## jars, quickly: no gates, no tests
	./mvnw package -Pfast -DskipTests

test:      ## everything, with the gates
	./mvnw verify

fmt:       ## format the sources
	./mvnw spotless:apply

licences:  ## write build/THIRD-PARTY.txt anew
	./mvnw test -Pfast -Dtest=LicencesTest -Dreducto.licences.write=true

selftest:  ## show that the gates bite
	build/selftest

ci:        ## what CI runs
	.ci/run
