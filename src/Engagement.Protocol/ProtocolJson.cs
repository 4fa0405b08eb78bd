using System.Text.Json.Serialization;

namespace Engagement.Protocol;

/// <summary>How every wire type is written and read: camelCase, absent instead of null.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(ZuluConverter)])]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(EventDecisions))]
[JsonSerializable(typeof(IngestReply))]
public sealed partial class ProtocolJson : JsonSerializerContext;
