#pragma warning disable
using System.Text.Json;
namespace Liaison.Values { internal sealed class SharedValue(object? value, JsonSerializerOptions options) { } }
namespace Liaison.Messages { public sealed class Reference { public static Reference To(string s) => new(); } }
