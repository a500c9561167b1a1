"""Resource types that are not read, and why; every one is counted in the case."""

import msgspec

from enthesis.formats.fhir.element import Resource

ADMINISTRATIVE = "not read: carries no clinical fact used here"
CLINICAL = "not read: this version takes no facts from this type; look at it in the chart"
RELATIVES = "not read: it speaks of relatives, not of the patient"
UNKNOWN = "not read: FHIR R4 knows no such resource type"

_ADMINISTRATIVE_TYPES = """
Account ActivityDefinition Appointment AppointmentResponse AuditEvent Basic Binary CapabilityStatement
CareTeam CatalogEntry ChargeItem ChargeItemDefinition Claim ClaimResponse CodeSystem Communication
CommunicationRequest CompartmentDefinition Composition ConceptMap Consent Contract Coverage
CoverageEligibilityRequest CoverageEligibilityResponse DeviceDefinition DeviceMetric DocumentManifest
EffectEvidenceSynthesis Endpoint EnrollmentRequest EnrollmentResponse EpisodeOfCare EventDefinition
Evidence EvidenceVariable ExampleScenario ExplanationOfBenefit GraphDefinition Group HealthcareService
ImplementationGuide InsurancePlan Invoice Library Linkage List Location Measure MeasureReport
MedicationKnowledge MedicinalProduct MedicinalProductAuthorization MedicinalProductContraindication
MedicinalProductIndication MedicinalProductIngredient MedicinalProductInteraction
MedicinalProductManufactured MedicinalProductPackaged MedicinalProductPharmaceutical
MedicinalProductUndesirableEffect MessageDefinition MessageHeader MolecularSequence NamingSystem
OperationDefinition OperationOutcome Organization OrganizationAffiliation Parameters PaymentNotice
PaymentReconciliation Person PlanDefinition Practitioner PractitionerRole Provenance Questionnaire
RelatedPerson RequestGroup ResearchDefinition ResearchElementDefinition ResearchStudy ResearchSubject
RiskEvidenceSynthesis Schedule SearchParameter Slot StructureDefinition StructureMap Subscription
Substance SubstanceNucleicAcid SubstancePolymer SubstanceProtein SubstanceReferenceInformation
SubstanceSourceMaterial SubstanceSpecification SupplyDelivery SupplyRequest Task TerminologyCapabilities
TestReport TestScript ValueSet VerificationResult
"""

_CLINICAL_TYPES = """
AdverseEvent BiologicallyDerivedProduct BodyStructure CarePlan ClinicalImpression DetectedIssue
DeviceRequest DeviceUseStatement DocumentReference Encounter Goal GuidanceResponse Immunization
ImmunizationEvaluation ImmunizationRecommendation Media NutritionOrder ObservationDefinition
RiskAssessment ServiceRequest Specimen SpecimenDefinition VisionPrescription
"""

WHY_UNREAD = {
    **dict.fromkeys(_ADMINISTRATIVE_TYPES.split(), ADMINISTRATIVE),
    **dict.fromkeys(_CLINICAL_TYPES.split(), CLINICAL),
    "FamilyMemberHistory": RELATIVES,
}

# One empty type for each, so that the decoder knows their names and skips their contents at full speed.
UNREAD_TYPES: dict[type[Resource], str] = {
    msgspec.defstruct(name, [], bases=(Resource,), tag=name, frozen=True, gc=False): name  # type: ignore[misc]
    for name in WHY_UNREAD
}
