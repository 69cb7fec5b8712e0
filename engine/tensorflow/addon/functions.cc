/*
 * What TensorFlow.js' binding lacks: turning a list of operations into one TensorFlow function, and running it at the
 * price of one operation. It stands beside the sources of @tensorflow/tfjs-node-gpu, which are compiled as they are:
 * their entry point is renamed on the command line (see install/compile.ts), and the one below calls it.
 *
 * Everything that comes from JavaScript is read and checked before TensorFlow hears of it, and whatever is wrong with
 * it is thrown as an error of JavaScript.
 */
#undef napi_register_module_v1
#include <node_api.h>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

#include <cstdint>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "binding/tf_auto_status.h"
#include "binding/tf_auto_tensor.h"
#include "binding/tfe_auto_op.h"
#include "binding/tfjs_backend.h"
#include "tensorflow/c/c_api.h"
#include "tensorflow/c/eager/c_api.h"

extern "C" napi_value tfjs_register_module(napi_env env, napi_value exports);

namespace {

using tfnodejs::TF_AutoStatus;
using tfnodejs::TF_AutoTensor;
using tfnodejs::TFE_AutoOp;
using tfnodejs::TFJSBackend;

/* ---- The three private members of the binding that are needed: an explicit instantiation may name them. ---------- */

template <typename Tag, typename Tag::Member member>
struct Opened {
  friend typename Tag::Member Of(Tag) { return member; }
};

struct ContextMember {
  using Member = TFE_Context *TFJSBackend::*;
  friend Member Of(ContextMember);
};
struct HandlesMember {
  using Member = std::unordered_map<int32_t, TFE_TensorHandle *> TFJSBackend::*;
  friend Member Of(HandlesMember);
};
struct InsertMember {
  using Member = int32_t (TFJSBackend::*)(TFE_TensorHandle *);
  friend Member Of(InsertMember);
};
template struct Opened<ContextMember, &TFJSBackend::tfe_context_>;
template struct Opened<HandlesMember, &TFJSBackend::tfe_handle_map_>;
template struct Opened<InsertMember, &TFJSBackend::InsertHandle>;

/* ---- Reading JavaScript. ----------------------------------------------------------------------------------------- */

/** What is wrong with an argument, or what TensorFlow says of it. */
struct Refused : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/** JavaScript has thrown already, from a getter perhaps. */
struct Thrown {};

void Check(napi_env env, napi_status status) {
  if (status == napi_ok) return;
  bool pending = false;
  napi_is_exception_pending(env, &pending);
  if (pending) throw Thrown();
  const napi_extended_error_info *info = nullptr;
  napi_get_last_error_info(env, &info);
  throw Refused(info && info->error_message ? info->error_message : "Node-API failed");
}

void Check(const TF_AutoStatus &status, const std::string &what) {
  if (TF_GetCode(status.status) != TF_OK) throw Refused(what + ": " + TF_Message(status.status));
}

/** Handles of JavaScript live as long as this. */
class HandleScope {
 public:
  explicit HandleScope(napi_env env) : env_(env) { Check(env, napi_open_handle_scope(env, &scope_)); }
  ~HandleScope() { napi_close_handle_scope(env_, scope_); }
  HandleScope(const HandleScope &) = delete;
  HandleScope &operator=(const HandleScope &) = delete;

 private:
  napi_env env_;
  napi_handle_scope scope_;
};

/** A value of JavaScript, and what to call it in a complaint. */
class Value {
 public:
  Value(napi_env env, napi_value value, std::string name) : env_(env), value_(value), name_(std::move(name)) {}

  [[noreturn]] void Refuse(const std::string &why) const { throw Refused(name_ + " " + why); }

  Value Property(const char *key) const {
    if (Type() != napi_object) Refuse("is not an object");
    napi_value value;
    Check(env_, napi_get_named_property(env_, value_, key, &value));
    return Value(env_, value, name_ + "." + key);
  }

  uint32_t Length() const {
    if (!IsArray()) Refuse("is not an array");
    uint32_t length;
    Check(env_, napi_get_array_length(env_, value_, &length));
    return length;
  }

  Value Element(uint32_t i) const {
    napi_value value;
    Check(env_, napi_get_element(env_, value_, i, &value));
    return Value(env_, value, name_ + "[" + std::to_string(i) + "]");
  }

  bool IsArray() const {
    bool is_array;
    Check(env_, napi_is_array(env_, value_, &is_array));
    return is_array;
  }

  std::string String() const {
    if (Type() != napi_string) Refuse("is not a string");
    size_t length;
    Check(env_, napi_get_value_string_utf8(env_, value_, nullptr, 0, &length));
    std::string text(length + 1, '\0');
    Check(env_, napi_get_value_string_utf8(env_, value_, &text[0], text.size(), &length));
    text.resize(length);
    return text;
  }

  double Number() const {
    if (Type() != napi_number) Refuse("is not a number");
    double number;
    Check(env_, napi_get_value_double(env_, value_, &number));
    return number;
  }

  int64_t Integer(int64_t least, int64_t most) const {
    const double number = Number();
    if (!(number >= static_cast<double>(least) && number <= static_cast<double>(most))) Refuse("is out of range");
    const int64_t integer = static_cast<int64_t>(number);
    if (static_cast<double>(integer) != number) Refuse("is not a whole number");
    return integer;
  }

  bool Boolean() const {
    // Some kernels give numbers for truth values; JavaScript's own notion of truth is what the binding goes by.
    napi_value truth;
    bool boolean;
    Check(env_, napi_coerce_to_bool(env_, value_, &truth));
    Check(env_, napi_get_value_bool(env_, truth, &boolean));
    return boolean;
  }

  struct Bytes {
    napi_typedarray_type type;
    size_t elements;
    void *data;
  };

  Bytes TypedArray() const {
    bool is_typed_array;
    Check(env_, napi_is_typedarray(env_, value_, &is_typed_array));
    if (!is_typed_array) Refuse("is not a typed array");
    Bytes bytes;
    Check(env_, napi_get_typedarray_info(env_, value_, &bytes.type, &bytes.elements, &bytes.data, nullptr, nullptr));
    return bytes;
  }

  /** The numbers of an Int32Array; valid until JavaScript runs again. */
  std::pair<int32_t *, size_t> Int32s() const {
    const Bytes bytes = TypedArray();
    if (bytes.type != napi_int32_array) Refuse("is not an Int32Array");
    return {static_cast<int32_t *>(bytes.data), bytes.elements};
  }

 private:
  napi_valuetype Type() const {
    napi_valuetype type;
    Check(env_, napi_typeof(env_, value_, &type));
    return type;
  }

  napi_env env_;
  napi_value value_;
  std::string name_;
};

/** TensorFlow aborts on more dimensions than 254 and on sizes that overflow. */
constexpr uint32_t kMostDimensions = 32;
constexpr int64_t kMostElements = int64_t{1} << 40;

std::vector<int64_t> ShapeOf(const Value &value) {
  const uint32_t rank = value.Length();
  if (rank > kMostDimensions) value.Refuse("has too many dimensions");
  std::vector<int64_t> shape(rank);
  int64_t elements = 1;
  for (uint32_t i = 0; i < rank; i++) {
    shape[i] = value.Element(i).Integer(0, kMostElements);
    if (shape[i] > 0 && elements > kMostElements / shape[i]) value.Refuse("is too large");
    if (shape[i] > 0) elements *= shape[i];
  }
  return shape;
}

int64_t ElementsOf(const std::vector<int64_t> &shape) {
  int64_t elements = 1;
  for (const int64_t length : shape) elements *= length;
  return elements;
}

/** A type that tensors of TensorFlow.js can have. */
TF_DataType TensorTypeOf(const Value &value) {
  const auto type = static_cast<TF_DataType>(value.Integer(1, 23));
  switch (type) {
    case TF_FLOAT: case TF_INT32: case TF_INT64: case TF_BOOL: case TF_UINT8: case TF_COMPLEX64: return type;
    default: value.Refuse("is no type of numbers that TensorFlow.js has");
  }
}

/* ---- A graph as JavaScript describes it. -------------------------------------------------------------------------- */

struct Parameter {
  TF_DataType type;
  std::vector<int64_t> shape;
};

struct Constant {
  TF_DataType type;
  std::vector<int64_t> shape;
  std::string bytes;
};

struct Attribute {
  std::string name;
  TF_AttrType type;
  bool is_list = false;
  std::string text;
  std::vector<int64_t> integers;
  std::vector<float> floats;
  std::vector<unsigned char> booleans;
};

struct Operation {
  std::string type;
  std::vector<Attribute> attributes;
  std::vector<int64_t> inputs;
  int64_t outputs;
};

struct Graph {
  std::string name;
  std::vector<Parameter> parameters;
  std::vector<Constant> constants;
  std::vector<Operation> operations;
  std::vector<int64_t> outputs;
};

std::string NameOf(const Value &value) {
  const std::string name = value.String();
  if (name.empty() || name.size() > 200) value.Refuse("is not a name");
  for (const char c : name) {
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!is_letter && !(c >= '0' && c <= '9') && c != '_') value.Refuse("is not a name: letters, digits and _ only");
  }
  if (name[0] >= '0' && name[0] <= '9') value.Refuse("is not a name: it begins with a digit");
  return name;
}

Constant ConstantOf(const Value &value) {
  Constant constant{TensorTypeOf(value.Property("dtype")), ShapeOf(value.Property("shape")), {}};
  const Value values = value.Property("values");
  const Value::Bytes bytes = values.TypedArray();
  napi_typedarray_type expected;
  size_t width;
  switch (constant.type) {
    case TF_FLOAT: expected = napi_float32_array; width = 4; break;
    // A whole number of 64 bits comes as two of 32.
    case TF_INT32: case TF_INT64: expected = napi_int32_array; width = 4; break;
    case TF_BOOL: case TF_UINT8: expected = napi_uint8_array; width = 1; break;
    default: values.Refuse("are of a type that cannot be a constant");
  }
  if (bytes.type != expected) values.Refuse("are in an array of another type");
  const size_t size = bytes.elements * width;
  if (size != static_cast<size_t>(ElementsOf(constant.shape)) * TF_DataTypeSize(constant.type)) values.Refuse("do not fill the shape");
  if (size > 0) constant.bytes.assign(static_cast<const char *>(bytes.data), size);
  return constant;
}

Attribute AttributeOf(const Value &value) {
  Attribute attribute;
  attribute.name = value.Property("name").String();
  attribute.type = static_cast<TF_AttrType>(value.Property("type").Integer(TF_ATTR_STRING, TF_ATTR_FUNC));
  const Value given = value.Property("value");
  attribute.is_list = given.IsArray() && attribute.type != TF_ATTR_SHAPE;
  const uint32_t length = attribute.is_list ? given.Length() : 1;
  constexpr int64_t most = int64_t{1} << 53;
  for (uint32_t i = 0; i < length; i++) {
    const Value one = attribute.is_list ? given.Element(i) : given;
    switch (attribute.type) {
      case TF_ATTR_STRING:
        if (attribute.is_list) given.Refuse("is a list of strings, which is not supported");
        attribute.text = one.String();
        break;
      case TF_ATTR_INT: attribute.integers.push_back(one.Integer(-most, most)); break;
      case TF_ATTR_FLOAT: attribute.floats.push_back(static_cast<float>(one.Number())); break;
      case TF_ATTR_BOOL: attribute.booleans.push_back(one.Boolean()); break;
      case TF_ATTR_TYPE:
        if (attribute.is_list) given.Refuse("is a list of types, which is not supported");
        attribute.integers.push_back(one.Integer(1, 23));
        break;
      case TF_ATTR_SHAPE: attribute.integers = ShapeOf(one); break;
      default: given.Refuse("is of a kind that is not supported");
    }
  }
  return attribute;
}

/** Numbers of values that are there already: parameters, then constants, then outputs of operations so far. */
std::vector<int64_t> ReferencesOf(const Value &value, int64_t known) {
  std::vector<int64_t> references(value.Length());
  for (uint32_t i = 0; i < references.size(); i++) references[i] = value.Element(i).Integer(0, known - 1);
  return references;
}

constexpr int64_t kMostOutputs = 1 << 20;

Operation OperationOf(napi_env env, const Value &value, int64_t known) {
  Operation operation;
  operation.type = NameOf(value.Property("type"));
  const Value attributes = value.Property("attributes");
  for (uint32_t i = 0, length = attributes.Length(); i < length; i++) {
    HandleScope scope(env);
    operation.attributes.push_back(AttributeOf(attributes.Element(i)));
  }
  operation.inputs = ReferencesOf(value.Property("inputs"), known);
  operation.outputs = value.Property("outputs").Integer(1, kMostOutputs);
  return operation;
}

Graph GraphOf(napi_env env, const Value &value) {
  Graph graph;
  graph.name = NameOf(value.Property("name"));
  const Value parameters = value.Property("parameters");
  for (uint32_t i = 0, length = parameters.Length(); i < length; i++) {
    HandleScope scope(env);
    const Value parameter = parameters.Element(i);
    graph.parameters.push_back({TensorTypeOf(parameter.Property("dtype")), ShapeOf(parameter.Property("shape"))});
  }
  const Value constants = value.Property("constants");
  for (uint32_t i = 0, length = constants.Length(); i < length; i++) {
    HandleScope scope(env);
    graph.constants.push_back(ConstantOf(constants.Element(i)));
  }
  int64_t known = graph.parameters.size() + graph.constants.size();
  const Value operations = value.Property("operations");
  for (uint32_t i = 0, length = operations.Length(); i < length; i++) {
    HandleScope scope(env);
    graph.operations.push_back(OperationOf(env, operations.Element(i), known));
    known += graph.operations.back().outputs;
  }
  graph.outputs = ReferencesOf(value.Property("outputs"), known);
  if (graph.outputs.empty()) throw Refused("the graph has no outputs");
  return graph;
}

/* ---- What TensorFlow knows of an operation, read from its serialized OpDef. --------------------------------------- */

/** The fields of a message of protocol buffers, one after the other. */
class Fields {
 public:
  Fields(const char *data, size_t size) : at_(data), end_(data + size) {}

  /** Goes to the next field; false at the end. */
  bool Next() {
    if (at_ == end_) return false;
    const uint64_t key = Varint();
    number = key >> 3;
    data = nullptr;
    size = 0;
    integer = 0;
    switch (key & 7) {
      case 0: integer = Varint(); break;
      case 1: Skip(8); break;
      case 2: size = Varint(); data = at_; Skip(size); break;
      case 5: Skip(4); break;
      default: throw Refused("the definition of an operation could not be read");
    }
    return true;
  }

  std::string Text() const { return std::string(data, size); }

  uint64_t number = 0;
  uint64_t integer = 0;
  const char *data = nullptr;
  size_t size = 0;

 private:
  uint64_t Varint() {
    uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at_ == end_) break;
      const auto byte = static_cast<unsigned char>(*at_++);
      value |= static_cast<uint64_t>(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw Refused("the definition of an operation could not be read");
  }

  void Skip(size_t bytes) {
    if (bytes > static_cast<size_t>(end_ - at_)) throw Refused("the definition of an operation could not be read");
    at_ += bytes;
  }

  const char *at_;
  const char *end_;
};

/** An input of an operation; with a counter it is a list of as many as the attribute of that name says. */
struct Input {
  std::string type_attribute;
  std::string counter;
  bool is_mixed_list = false;
};

/** tensorflow/core/framework/op_def.proto has the numbers of the fields. */
struct Definition {
  std::vector<Input> inputs;
  /** The kind of each attribute: `int`, `list(int)`, `type`. */
  std::unordered_map<std::string, std::string> attributes;
  bool is_stateful = false;

  static Definition Read(const char *data, size_t size) {
    Definition definition;
    for (Fields fields(data, size); fields.Next();) {
      if (fields.number == 2) {
        Input input;
        for (Fields of(fields.data, fields.size); of.Next();) {
          if (of.number == 4) input.type_attribute = of.Text();
          if (of.number == 5) input.counter = of.Text();
          if (of.number == 6) input.is_mixed_list = true;
        }
        definition.inputs.push_back(input);
      } else if (fields.number == 4) {
        std::string name, kind;
        for (Fields of(fields.data, fields.size); of.Next();) {
          if (of.number == 1) name = of.Text();
          if (of.number == 2) kind = of.Text();
        }
        definition.attributes[name] = kind;
      } else if (fields.number == 17) {
        definition.is_stateful = fields.integer != 0;
      }
    }
    return definition;
  }

  /** Whether an attribute follows from the inputs: their types and how many there are. */
  bool Follows(const std::string &attribute) const {
    for (const Input &input : inputs) {
      if (input.type_attribute == attribute || input.counter == attribute) return true;
    }
    return false;
  }
};

/* ---- From the description to a function of TensorFlow. ------------------------------------------------------------ */

std::string KindOf(const Attribute &attribute) {
  const char *kind = "";
  switch (attribute.type) {
    case TF_ATTR_STRING: kind = "string"; break;
    case TF_ATTR_INT: kind = "int"; break;
    case TF_ATTR_FLOAT: kind = "float"; break;
    case TF_ATTR_BOOL: kind = "bool"; break;
    case TF_ATTR_TYPE: kind = "type"; break;
    case TF_ATTR_SHAPE: kind = "shape"; break;
    default: break;
  }
  return attribute.is_list ? std::string("list(") + kind + ")" : kind;
}

class Builder {
 public:
  explicit Builder(const Graph &graph) : source_(graph), graph_(TF_NewGraph(), TF_DeleteGraph) {}

  /** Gives the function; whoever calls this deletes it. */
  TF_Function *Build() {
    for (size_t i = 0; i < source_.parameters.size(); i++) AddParameter(i);
    for (size_t i = 0; i < source_.constants.size(); i++) AddConstant(i);
    for (size_t i = 0; i < source_.operations.size(); i++) AddOperation(i);
    std::vector<TF_Output> inputs(values_.begin(), values_.begin() + source_.parameters.size());
    std::vector<TF_Output> outputs;
    for (const int64_t reference : source_.outputs) outputs.push_back(values_[reference]);
    TF_Function *function = TF_GraphToFunction(graph_.get(), source_.name.c_str(), 0, -1, nullptr, inputs.size(), inputs.data(),
                                               outputs.size(), outputs.data(), nullptr, nullptr, nullptr, status_.status);
    Check(status_, "the graph cannot become a function");
    return function;
  }

 private:
  void AddParameter(size_t i) {
    const Parameter &parameter = source_.parameters[i];
    TF_OperationDescription *description = TF_NewOperation(graph_.get(), "Placeholder", ("parameter" + std::to_string(i)).c_str());
    TF_SetAttrType(description, "dtype", parameter.type);
    TF_SetAttrShape(description, "shape", parameter.shape.data(), parameter.shape.size());
    Finish(description, "parameter " + std::to_string(i), 1);
  }

  void AddConstant(size_t i) {
    const Constant &constant = source_.constants[i];
    TF_AutoTensor tensor(TF_AllocateTensor(constant.type, constant.shape.data(), constant.shape.size(), constant.bytes.size()));
    if (!constant.bytes.empty()) std::memcpy(TF_TensorData(tensor.tensor), constant.bytes.data(), constant.bytes.size());
    TF_OperationDescription *description = TF_NewOperation(graph_.get(), "Const", ("constant" + std::to_string(i)).c_str());
    TF_SetAttrType(description, "dtype", constant.type);
    TF_AutoStatus set;
    TF_SetAttrTensor(description, "value", tensor.tensor, set.status);
    // Finishing is what deletes a description, so it comes before any complaint.
    Finish(description, "constant " + std::to_string(i), 1);
    Check(set, "constant " + std::to_string(i));
  }

  void AddOperation(size_t i) {
    const Operation &operation = source_.operations[i];
    const std::string name = "operation " + std::to_string(i) + " (" + operation.type + ")";
    const Definition &definition = DefinitionOf(operation.type, name);
    if (definition.is_stateful) throw Refused(name + " has a state or an effect of its own");
    for (const Attribute &attribute : operation.attributes) {
      const auto known = definition.attributes.find(attribute.name);
      if (known == definition.attributes.end()) throw Refused(name + " has no attribute " + attribute.name);
      if (known->second != KindOf(attribute)) throw Refused(name + ": its attribute " + attribute.name + " is of the kind " + known->second);
    }
    const std::vector<size_t> counts = CountsOf(operation, definition, name);
    std::vector<TF_Output> inputs;
    for (const int64_t reference : operation.inputs) inputs.push_back(values_[reference]);

    // From here to its end nothing is thrown: finishing is what deletes the description.
    TF_OperationDescription *description = TF_NewOperation(graph_.get(), operation.type.c_str(), ("operation" + std::to_string(i)).c_str());
    size_t at = 0;
    for (size_t k = 0; k < counts.size(); k++) {
      if (definition.inputs[k].counter.empty()) {
        TF_AddInput(description, inputs[at]);
      } else {
        TF_AddInputList(description, inputs.data() + at, counts[k]);
      }
      at += counts[k];
    }
    for (const Attribute &attribute : operation.attributes) {
      // Some kernels of TensorFlow.js name the type of an input before they cast it.
      if (!definition.Follows(attribute.name)) Set(description, attribute);
    }
    Finish(description, name, operation.outputs);
  }

  const Definition &DefinitionOf(const std::string &type, const std::string &name) {
    const auto known = definitions_.find(type);
    if (known != definitions_.end()) return known->second;
    std::unique_ptr<TF_Buffer, decltype(&TF_DeleteBuffer)> buffer(TF_NewBuffer(), TF_DeleteBuffer);
    TF_GraphGetOpDef(graph_.get(), type.c_str(), buffer.get(), status_.status);
    Check(status_, name);
    return definitions_.emplace(type, Definition::Read(static_cast<const char *>(buffer->data), buffer->length)).first->second;
  }

  /** How many values each input of the operation takes. */
  static std::vector<size_t> CountsOf(const Operation &operation, const Definition &definition, const std::string &name) {
    std::vector<size_t> counts;
    size_t sum = 0;
    for (const Input &input : definition.inputs) {
      if (input.is_mixed_list) throw Refused(name + " takes a list of several types, which is not supported");
      size_t count = 1;
      if (!input.counter.empty()) {
        const Attribute *counter = nullptr;
        for (const Attribute &attribute : operation.attributes) {
          if (attribute.name == input.counter) counter = &attribute;
        }
        if (!counter) throw Refused(name + " needs its attribute " + input.counter);
        const int64_t given = counter->integers.at(0);
        if (given < 1 || given > static_cast<int64_t>(operation.inputs.size())) throw Refused(name + ": its attribute " + input.counter + " does not fit its inputs");
        count = given;
      }
      counts.push_back(count);
      sum += count;
    }
    if (sum != operation.inputs.size()) throw Refused(name + " takes " + std::to_string(sum) + " inputs, not " + std::to_string(operation.inputs.size()));
    return counts;
  }

  static void Set(TF_OperationDescription *description, const Attribute &attribute) {
    const char *name = attribute.name.c_str();
    switch (attribute.type) {
      case TF_ATTR_STRING: TF_SetAttrString(description, name, attribute.text.data(), attribute.text.size()); break;
      case TF_ATTR_INT:
        if (attribute.is_list) {
          TF_SetAttrIntList(description, name, attribute.integers.data(), attribute.integers.size());
        } else {
          TF_SetAttrInt(description, name, attribute.integers[0]);
        }
        break;
      case TF_ATTR_FLOAT:
        if (attribute.is_list) {
          TF_SetAttrFloatList(description, name, attribute.floats.data(), attribute.floats.size());
        } else {
          TF_SetAttrFloat(description, name, attribute.floats[0]);
        }
        break;
      case TF_ATTR_BOOL:
        if (attribute.is_list) {
          TF_SetAttrBoolList(description, name, attribute.booleans.data(), attribute.booleans.size());
        } else {
          TF_SetAttrBool(description, name, attribute.booleans[0]);
        }
        break;
      case TF_ATTR_TYPE: TF_SetAttrType(description, name, static_cast<TF_DataType>(attribute.integers[0])); break;
      case TF_ATTR_SHAPE: TF_SetAttrShape(description, name, attribute.integers.data(), attribute.integers.size()); break;
      default: break;
    }
  }

  void Finish(TF_OperationDescription *description, const std::string &name, int64_t outputs) {
    TF_Operation *operation = TF_FinishOperation(description, status_.status);
    Check(status_, name);
    const int found = TF_OperationNumOutputs(operation);
    if (found != outputs) throw Refused(name + " has " + std::to_string(found) + " outputs, not " + std::to_string(outputs));
    for (int k = 0; k < found; k++) values_.push_back({operation, k});
  }

  const Graph &source_;
  TF_AutoStatus status_;
  std::unique_ptr<TF_Graph, decltype(&TF_DeleteGraph)> graph_;
  std::vector<TF_Output> values_;
  std::unordered_map<std::string, Definition> definitions_;
};

/* ---- The functions of one instance of the addon. ------------------------------------------------------------------ */

/** What a function was compiled for: TensorFlow does not check it when the function is run. */
struct Signature {
  std::vector<Parameter> parameters;
  size_t outputs;
};

class Functions {
 public:
  explicit Functions(TFJSBackend *backend) : backend_(backend) {}

  void Compile(napi_env env, const Value &description) {
    Graph graph = GraphOf(env, description);
    TF_AutoStatus status;
    if (signatures_.count(graph.name)) throw Refused("there is a function " + graph.name + " already");
    std::unique_ptr<TF_Function, decltype(&TF_DeleteFunction)> function(Builder(graph).Build(), TF_DeleteFunction);
    TFE_ContextAddFunction(Context(), function.get(), status.status);
    Check(status, "the function was refused");
    signatures_[graph.name] = {std::move(graph.parameters), graph.outputs.size()};
  }

  void Remove(const std::string &name) {
    if (signatures_.erase(name) == 0) throw Refused("there is no function " + name);
    TF_AutoStatus status;
    TFE_ContextRemoveFunction(Context(), name.c_str(), status.status);
    Check(status, "the function could not be removed");
  }

  /**
   * Runs a function on the tensors of these numbers and writes the numbers of its results to `outputs`. Those in
   * `spent` are deleted when all has gone well, and stay when it has not.
   */
  void Run(const std::string &name, const Value &inputs_value, const Value &outputs_value, const Value &spent_value) {
    const auto known = signatures_.find(name);
    if (known == signatures_.end()) throw Refused("there is no function " + name);
    const Signature &signature = known->second;
    const auto inputs = inputs_value.Int32s();
    const auto outputs = outputs_value.Int32s();
    // A copy, because it may be the array that the results are written to.
    const auto given = spent_value.Int32s();
    const std::vector<int32_t> spent(given.first, given.first + given.second);
    if (inputs.second != signature.parameters.size()) inputs_value.Refuse("has not as many tensors as the function has parameters");
    if (outputs.second != signature.outputs) outputs_value.Refuse("has not as much room as the function has outputs");
    auto &handles = backend_->*Of(HandlesMember());
    for (const int32_t number : spent) {
      if (!handles.count(number)) spent_value.Refuse("has a tensor that does not exist");
    }

    TF_AutoStatus status;
    TFE_AutoOp op(TFE_NewOp(Context(), name.c_str(), status.status));
    Check(status, name);
    for (size_t i = 0; i < inputs.second; i++) {
      const auto handle = handles.find(inputs.first[i]);
      if (handle == handles.end()) inputs_value.Refuse("has a tensor that does not exist: number " + std::to_string(i));
      if (!Fits(handle->second, signature.parameters[i], status)) inputs_value.Refuse("has a tensor of another type or shape: number " + std::to_string(i));
      TFE_OpAddInput(op.op, handle->second, status.status);
      Check(status, name);
    }
    std::vector<TFE_TensorHandle *> results(outputs.second, nullptr);
    int count = static_cast<int>(results.size());
    TFE_Execute(op.op, results.data(), &count, status.status);
    Check(status, name);
    for (size_t i = 0; i < results.size(); i++) outputs.first[i] = (backend_->*Of(InsertMember()))(results[i]);
    for (const int32_t number : spent) {
      const auto handle = handles.find(number);
      // The same number may be there twice.
      if (handle == handles.end()) continue;
      TFE_DeleteTensorHandle(handle->second);
      handles.erase(handle);
    }
  }

 private:
  TFE_Context *Context() const { return backend_->*Of(ContextMember()); }

  static bool Fits(TFE_TensorHandle *handle, const Parameter &parameter, TF_AutoStatus &status) {
    if (TFE_TensorHandleDataType(handle) != parameter.type) return false;
    const int rank = TFE_TensorHandleNumDims(handle, status.status);
    Check(status, "a tensor has no shape");
    if (rank != static_cast<int>(parameter.shape.size())) return false;
    for (int i = 0; i < rank; i++) {
      if (TFE_TensorHandleDim(handle, i, status.status) != parameter.shape[i]) return false;
    }
    return true;
  }

  TFJSBackend *backend_;
  std::unordered_map<std::string, Signature> signatures_;
};

/* ---- What JavaScript calls. --------------------------------------------------------------------------------------- */

/** Calls a function with its arguments, and throws whatever is wrong as an error of JavaScript. */
template <size_t count, typename Call>
napi_value Guarded(napi_env env, napi_callback_info info, const char *name, Call call) {
  try {
    size_t given = count;
    napi_value arguments[count];
    void *functions;
    Check(env, napi_get_cb_info(env, info, &given, arguments, nullptr, &functions));
    if (given < count) throw Refused("it takes " + std::to_string(count) + " arguments");
    call(*static_cast<Functions *>(functions), arguments);
  } catch (const Thrown &) {
    // The error is on its way already.
  } catch (const std::exception &error) {
    napi_throw_error(env, nullptr, (std::string(name) + ": " + error.what()).c_str());
  }
  return nullptr;
}

napi_value CompileFunction(napi_env env, napi_callback_info info) {
  return Guarded<1>(env, info, "compileFunction", [env](Functions &functions, napi_value *arguments) {
    functions.Compile(env, Value(env, arguments[0], "graph"));
  });
}

napi_value RemoveFunction(napi_env env, napi_callback_info info) {
  return Guarded<1>(env, info, "removeFunction", [env](Functions &functions, napi_value *arguments) {
    functions.Remove(Value(env, arguments[0], "name").String());
  });
}

napi_value RunFunction(napi_env env, napi_callback_info info) {
  return Guarded<4>(env, info, "runFunction", [env](Functions &functions, napi_value *arguments) {
    functions.Run(Value(env, arguments[0], "name").String(), Value(env, arguments[1], "inputs"), Value(env, arguments[2], "outputs"),
                  Value(env, arguments[3], "spent"));
  });
}

/** Which functions there are and how they are called; native-backend.ts knows the number that it needs. */
constexpr int32_t kVersion = 1;

void Offer(napi_env env, napi_value exports, Functions *functions) {
  napi_value version;
  Check(env, napi_create_int32(env, kVersion, &version));
  const napi_property_descriptor properties[] = {
      {"compileFunction", nullptr, CompileFunction, nullptr, nullptr, nullptr, napi_default, functions},
      {"removeFunction", nullptr, RemoveFunction, nullptr, nullptr, nullptr, napi_default, functions},
      {"runFunction", nullptr, RunFunction, nullptr, nullptr, nullptr, napi_default, functions},
      {"functionsVersion", nullptr, nullptr, nullptr, nullptr, version, napi_default, nullptr},
  };
  Check(env, napi_define_properties(env, exports, sizeof properties / sizeof *properties, properties));
}

}  // namespace

/*
 * glibc asks the system for memory anew for each block above 32 MB, and the system clears it page by page: for a tensor
 * of 56 MB that takes as long as adding two of them. Up to 1 GB, blocks are now kept for the next one. Where the
 * system's library refuses, all stays as it was.
 */
void KeepLargeBlocks() {
#if defined(__GLIBC__)
  mallopt(M_MMAP_THRESHOLD, 1 << 30);
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
#endif
}

extern "C" NAPI_MODULE_EXPORT napi_value napi_register_module_v1(napi_env env, napi_value exports) {
  KeepLargeBlocks();
  exports = tfjs_register_module(env, exports);
  TFJSBackend *backend = nullptr;
  if (!exports || napi_get_instance_data(env, reinterpret_cast<void **>(&backend)) != napi_ok || !backend) return exports;
  auto *functions = new Functions(backend);
  napi_add_env_cleanup_hook(env, [](void *data) { delete static_cast<Functions *>(data); }, functions);
  try {
    Offer(env, exports, functions);
  } catch (const Thrown &) {
    // The error is on its way already.
  } catch (const std::exception &error) {
    napi_throw_error(env, nullptr, error.what());
  }
  return exports;
}
