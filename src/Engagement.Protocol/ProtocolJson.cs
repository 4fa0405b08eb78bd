using System.Text.Json;
using System.Text.Json.Serialization;

namespace Engagement.Protocol;

/// <summary>How every wire type is written and read: camelCase, absent instead of null.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(ZuluConverter)])]
[JsonSerializable(typeof(Campaign))]
[JsonSerializable(typeof(RawJson))]
[JsonSerializable(typeof(Page<CampaignSummary>))]
[JsonSerializable(typeof(CampaignResults))]
[JsonSerializable(typeof(Profile))]
[JsonSerializable(typeof(Page<TimelineEntry>))]
[JsonSerializable(typeof(Page<Candidate>))]
[JsonSerializable(typeof(PersonExport))]
[JsonSerializable(typeof(Explanation))]
[JsonSerializable(typeof(ExplainRequest))]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(MessageList))]
[JsonSerializable(typeof(IReadOnlyList<Receipt>))]
[JsonSerializable(typeof(ReceiptsReply))]
[JsonSerializable(typeof(Moment))]
[JsonSerializable(typeof(Hello))]
[JsonSerializable(typeof(Recall))]
[JsonSerializable(typeof(Page<Key>))]
[JsonSerializable(typeof(NewKey))]
[JsonSerializable(typeof(KeyRequest))]
[JsonSerializable(typeof(IdentitySecret))]
[JsonSerializable(typeof(Health))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(EventDecisions))]
[JsonSerializable(typeof(IngestReply))]
[JsonSerializable(typeof(JsonElement))]
public sealed partial class ProtocolJson : JsonSerializerContext;
